package io.pinakes.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sends questions at their times over as many connections as it takes. One thread, which never
 * waits for an answer: a question whose time has come is sent, or, if all connections are taken,
 * stands in line, and its time runs. On a core of its own it spins.
 */
final class OpenLoop {
  private static final double NANOS = 1e9;
  private static final long SPIN_NANOS = 2_000_000;
  private static final long LOOK_NANOS = 5_000_000;

  private final Order order;
  private final byte[][] requests;
  private final Outcomes outcomes;
  private final ArrayDeque<Integer> line = new ArrayDeque<>();
  private final ArrayDeque<Connection> idle = new ArrayDeque<>();
  private final List<Connection> open = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
  private final long patience;
  private long start;
  private long nextLook;
  private int unanswered;

  /** One question at a time. */
  private final class Connection {
    final SocketChannel channel;
    final SelectionKey key;
    final AnswerReader answer;
    int question = -1;
    ByteBuffer unsent = ByteBuffer.allocate(0);

    Connection(Selector selector) throws IOException {
      channel = SocketChannel.open();
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      boolean there =
          channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), order.port()));
      key =
          channel.register(selector, there ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
      answer = new AnswerReader(order.marker().getBytes(StandardCharsets.UTF_8));
    }
  }

  OpenLoop(Order order, byte[][] requests) {
    this.order = order;
    this.requests = requests;
    this.outcomes = new Outcomes(times(order));
    this.patience = order.patienceMillis() * 1_000_000L;
  }

  /** Independent arrivals: the gaps between them are exponential. */
  private static long[] times(Order order) {
    SplittableRandom random = new SplittableRandom(order.seed());
    List<Long> times = new ArrayList<>();
    double begin = 0;
    for (Order.Segment segment : order.segments()) {
      double end = begin + segment.seconds();
      double at = begin - Math.log(1 - random.nextDouble()) / segment.rate();
      for (; at < end; at -= Math.log(1 - random.nextDouble()) / segment.rate()) {
        times.add((long) (at * NANOS));
      }
      begin = end;
    }
    return times.stream().mapToLong(Long::longValue).toArray();
  }

  /** Asks all, and waits for the last as long as patience lasts. */
  Outcomes run() throws IOException {
    try (Selector selector = Selector.open()) {
      int next = 0;
      unanswered = outcomes.size();
      start = System.nanoTime();
      while (unanswered > 0) {
        long now = System.nanoTime() - start;
        while (next < outcomes.size() && outcomes.at(next) <= now) {
          line.addLast(next++);
        }
        giveUp(now);
        send(selector);
        long due = next < outcomes.size() ? outcomes.at(next) - (System.nanoTime() - start) : 0;
        if (due > SPIN_NANOS || next == outcomes.size()) {
          selector.select(1);
        } else {
          selector.selectNow();
        }
        for (SelectionKey key : selector.selectedKeys()) {
          if (key.isValid()) {
            serve((Connection) key.attachment());
          }
        }
        selector.selectedKeys().clear();
      }
    } finally {
      for (Connection connection : open) {
        connection.channel.close();
      }
    }
    return outcomes;
  }

  /** When it began, in nanoseconds of {@link System#nanoTime}. */
  long start() {
    return start;
  }

  private void giveUp(long now) throws IOException {
    if (now < nextLook) {
      return;
    }
    nextLook = now + LOOK_NANOS;
    while (!line.isEmpty() && now - outcomes.at(line.peekFirst()) > patience) {
      outcomes.set(line.removeFirst(), patience, Outcomes.NONE, 0);
      unanswered--;
    }
    for (int i = open.size() - 1; i >= 0; i--) {
      Connection connection = open.get(i);
      if (connection.question >= 0 && now - outcomes.at(connection.question) > patience) {
        lose(connection);
      }
    }
  }

  private void send(Selector selector) throws IOException {
    while (!line.isEmpty()) {
      Connection connection = idle.pollLast();
      if (connection == null) {
        if (open.size() >= order.connections()) {
          return;
        }
        connection = new Connection(selector);
        open.add(connection);
      }
      int question = line.removeFirst();
      connection.question = question;
      connection.answer.reset();
      connection.unsent =
          ByteBuffer.wrap(requests[Math.floorMod(order.first() + question, requests.length)]);
      write(connection);
    }
  }

  private void write(Connection connection) throws IOException {
    if (!connection.channel.isConnected()) {
      return;
    }
    try {
      connection.channel.write(connection.unsent);
    } catch (IOException e) {
      lose(connection);
      return;
    }
    connection.key.interestOps(
        connection.unsent.hasRemaining()
            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
            : SelectionKey.OP_READ);
  }

  private void serve(Connection connection) throws IOException {
    if (connection.key.isConnectable()) {
      try {
        connection.channel.finishConnect();
      } catch (IOException e) {
        lose(connection);
        return;
      }
      write(connection);
    } else if (connection.key.isWritable()) {
      write(connection);
    }
    if (!connection.key.isValid() || !connection.key.isReadable()) {
      return;
    }
    buffer.clear();
    int n;
    try {
      n = connection.channel.read(buffer);
    } catch (IOException e) {
      n = -1;
    }
    if (n < 0) {
      lose(connection);
      return;
    }
    connection.answer.add(buffer.flip());
    if (connection.question < 0 || connection.answer.broken()) {
      lose(connection);
    } else if (connection.answer.whole()) {
      int question = connection.question;
      connection.question = -1;
      unanswered--;
      long took = System.nanoTime() - start - outcomes.at(question);
      if (took > patience) {
        // Looked at only now and then, it was not given up yet; that it came late holds still.
        outcomes.set(question, patience, Outcomes.NONE, 0);
      } else {
        outcomes.set(
            question, took, connection.answer.status(), connection.answer.embeddingNanos());
      }
      if (connection.answer.closes()) {
        lose(connection);
      } else {
        idle.addLast(connection);
      }
    }
  }

  /** Closes it; a question that was under way has no answer. */
  private void lose(Connection connection) throws IOException {
    if (connection.question >= 0) {
      outcomes.set(connection.question, patience, Outcomes.NONE, 0);
      connection.question = -1;
      unanswered--;
    }
    idle.remove(connection);
    open.remove(connection);
    connection.channel.close();
  }
}
