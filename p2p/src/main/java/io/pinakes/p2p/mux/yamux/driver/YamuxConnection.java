package io.pinakes.p2p.mux.yamux.driver;

import io.pinakes.p2p.Direction;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.mux.MuxedConnection;
import io.pinakes.p2p.mux.MuxedStream;
import io.pinakes.p2p.mux.yamux.StreamAccounts;
import io.pinakes.p2p.mux.yamux.YamuxEvent;
import io.pinakes.p2p.mux.yamux.YamuxLimits;
import io.pinakes.p2p.mux.yamux.YamuxSession;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.ResourceRefusedException;
import io.pinakes.p2p.resource.StreamScope;
import io.pinakes.p2p.security.SecureChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A session, its channel, and the two threads between them. */
public final class YamuxConnection implements MuxedConnection {
  /** Its name in multistream. */
  public static final String PROTOCOL = "/yamux/1.0.0";

  private static final int SMALL_BYTES = 2 * 1024;
  private static final int LARGE_BYTES = 2 * 65_519; // two Noise messages

  private final SecureChannel channel;
  private final ConnectionScope scope;
  private final LongSupplier clock;
  private final Consumer<MuxedStream> inbound;
  private final Consumer<String> ended;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition output = lock.newCondition();
  private final Condition openable = lock.newCondition();
  private volatile long writingSince; // 0 while the writer is not in the channel

  // Guarded by the lock.
  private final YamuxSession session;
  private final Map<Integer, YamuxMuxedStream> streams = new LinkedHashMap<>();
  private final Deque<StreamScope> scopesOfOpened = new ArrayDeque<>();
  private final List<YamuxMuxedStream> toHandOver = new ArrayList<>();
  private volatile Optional<String> end = Optional.empty(); // read without it, too

  /**
   * A connection whose threads are not started.
   *
   * @param scope pays; it is authenticated, and its owner closes it
   * @param clock nanoseconds of a monotonic clock
   * @param inbound is given each stream that the peer opens, on the reader's thread, and must not
   *     block
   * @param ended is told once why the connection is over
   */
  public YamuxConnection(
      SecureChannel channel,
      Direction direction,
      YamuxLimits limits,
      ConnectionScope scope,
      LongSupplier clock,
      Consumer<MuxedStream> inbound,
      Consumer<String> ended) {
    this.channel = channel;
    this.scope = scope;
    this.clock = clock;
    this.inbound = inbound;
    this.ended = ended;
    session = new YamuxSession(direction, limits, this::accountOfInbound, clock.getAsLong());
  }

  /** Starts the two threads. */
  public void start(String name) {
    Thread.ofVirtual().name(name + " writer").start(this::write);
    Thread.ofVirtual().name(name + " reader").start(this::read);
  }

  @Override
  public MuxedStream open(Duration timeout) throws IOException {
    StreamScope streamScope = scope.openStream(Direction.OUTBOUND);
    lock.lock();
    try {
      awaitOpenable(timeout.toNanos());
      int id = session.open(new ScopeAccount(streamScope), now());
      YamuxMuxedStream stream = new YamuxMuxedStream(this, id, Direction.OUTBOUND, streamScope);
      streams.put(id, stream);
      afterCall();
      return stream;
    } catch (IOException | RuntimeException e) {
      streamScope.close();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Duration roundTrip() {
    lock.lock();
    try {
      return Duration.ofNanos(session.roundTripNanos());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    end("closed here");
  }

  /** Whether it has ended; its streams have by then, or are about to. */
  public boolean isOver() {
    return end.isPresent();
  }

  /** Closes the channel if the peer has taken nothing for so long; asked now and then. */
  public void closeIfStalled(Duration longest) {
    long since = writingSince;
    if (since != 0 && clock.getAsLong() - since > longest.toNanos()) {
      end("the peer takes nothing of what is sent");
      channel.close();
    }
  }

  private void awaitOpenable(long timeoutNanos) throws IOException {
    long left = timeoutNanos;
    while (!session.canOpen()) {
      if (session.isLeaving()) {
        throw new P2pException("connection takes no more streams: " + end.orElse("peer leaves"));
      }
      if (left <= 0) {
        throw new P2pException("peer acknowledges no streams");
      }
      try {
        left = openable.awaitNanos(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new P2pException("interrupted while waiting for a stream", e);
      }
    }
  }

  private void read() {
    byte[] in = new byte[SMALL_BYTES];
    try {
      while (true) {
        int count = channel.read(in, 0, in.length);
        if (count < 0) {
          end("the peer closed the connection");
          return;
        }
        if (!receive(ByteBuffer.wrap(in, 0, count))) {
          return;
        }
        in = fitted(in, count);
      }
    } catch (IOException | RuntimeException e) {
      end("reading failed: " + P2pException.reasonOf(e));
    } finally {
      channel.close();
    }
  }

  /** A buffer for a busy channel or a quiet one; the larger only if it is paid for. */
  private byte[] fitted(byte[] buffer, int used) {
    boolean large = buffer.length == LARGE_BYTES;
    if (!large && used > SMALL_BYTES / 2 && scope.trySpare(LARGE_BYTES - SMALL_BYTES)) {
      return new byte[LARGE_BYTES];
    }
    if (large && used < SMALL_BYTES / 8) {
      scope.release(LARGE_BYTES - SMALL_BYTES);
      return new byte[SMALL_BYTES];
    }
    return buffer;
  }

  private boolean receive(ByteBuffer bytes) {
    List<YamuxMuxedStream> opened;
    lock.lock();
    try {
      session.receive(bytes, now());
      afterCall();
      opened = List.copyOf(toHandOver);
      toHandOver.clear();
    } finally {
      lock.unlock();
    }
    opened.forEach(inbound);
    return end.isEmpty();
  }

  private void write() {
    byte[] out = new byte[SMALL_BYTES];
    try {
      while (true) {
        int count = nextOutput(out);
        if (count < 0) {
          return;
        }
        writingSince = Math.max(1, now());
        channel.write(out, 0, count);
        writingSince = 0;
        out = fitted(out, count);
      }
    } catch (IOException | RuntimeException e) {
      end("writing failed: " + P2pException.reasonOf(e));
    } finally {
      writingSince = 0;
      channel.close();
      tellOfEnd();
    }
  }

  /** Waits for something to send; -1 once the session is over and its last word was taken. */
  private int nextOutput(byte[] out) {
    ByteBuffer into = ByteBuffer.wrap(out);
    lock.lock();
    try {
      while (true) {
        session.tick(now());
        session.poll(into);
        afterCall();
        if (into.position() > 0) {
          return into.position();
        }
        if (session.hasEnded()) {
          return -1;
        }
        channel.idle();
        output.awaitNanos(Math.max(1, session.nextDeadline() - now()));
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody has a reason to interrupt the writer", e);
    } finally {
      lock.unlock();
    }
  }

  private void end(String cause) {
    lock.lock();
    try {
      session.end(cause);
      afterCall();
    } finally {
      lock.unlock();
    }
  }

  /** The writer is the last to know, and always learns of it. */
  private void tellOfEnd() {
    ended.accept(end.orElse("the writer ended"));
  }

  private Optional<StreamAccounts.Account> accountOfInbound(Direction direction) {
    try {
      StreamScope streamScope = scope.openStream(direction);
      scopesOfOpened.addLast(streamScope);
      return Optional.of(new ScopeAccount(streamScope));
    } catch (ResourceRefusedException e) {
      return Optional.empty();
    }
  }

  void lock() {
    lock.lock();
  }

  void unlock() {
    lock.unlock();
  }

  Condition newCondition() {
    return lock.newCondition();
  }

  YamuxSession session() {
    return session;
  }

  long now() {
    return clock.getAsLong();
  }

  void forget(int id) {
    streams.remove(id);
  }

  /** After each call of the session, under the lock: passes its events on and wakes the writer. */
  void afterCall() {
    for (Optional<YamuxEvent> event = session.nextEvent();
        event.isPresent();
        event = session.nextEvent()) {
      on(event.get());
    }
    if (session.hasOutput()) {
      output.signal();
    }
  }

  private void on(YamuxEvent event) {
    switch (event) {
      case YamuxEvent.Opened(int id) -> opened(id);
      case YamuxEvent.ReadReady(int id) -> find(id).ifPresent(YamuxMuxedStream::onReadable);
      case YamuxEvent.WriteReady(int id) -> find(id).ifPresent(YamuxMuxedStream::onWritable);
      case YamuxEvent.Reset(int id, String cause) ->
          find(id).ifPresent(stream -> stream.onReset(cause));
      case YamuxEvent.Finished(int id) -> find(id).ifPresent(YamuxMuxedStream::onFinished);
      case YamuxEvent.Openable() -> openable.signalAll();
      case YamuxEvent.PeerLeaves() -> openable.signalAll();
      case YamuxEvent.Pong(long nanos) -> {}
      case YamuxEvent.Ended(String cause, boolean orderly) -> over(cause);
    }
  }

  private void opened(int id) {
    YamuxMuxedStream stream =
        new YamuxMuxedStream(this, id, Direction.INBOUND, scopesOfOpened.removeFirst());
    streams.put(id, stream);
    session.accept(id);
    toHandOver.add(stream);
  }

  private void over(String cause) {
    end = Optional.of(cause);
    List.copyOf(streams.values()).forEach(stream -> stream.onReset(cause));
    openable.signalAll();
    output.signalAll();
  }

  private Optional<YamuxMuxedStream> find(int id) {
    return Optional.ofNullable(streams.get(id));
  }
}
