package io.pinakes.p2p.mux.yamux;

import io.pinakes.p2p.Direction;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * One end of a Yamux connection: no thread, lock, clock or I/O. Its owner feeds it bytes and calls,
 * sends what {@link #poll} writes, and acts on {@link #nextEvent}; every {@code now} is in
 * nanoseconds of one monotonic clock.
 *
 * <p>Whatever the peer sends, no method throws on its account: a broken rule ends the session with
 * a go-away of code 1, too much for one stream's account resets that stream.
 *
 * <p>Inside, {@link FrameReceiver} reads the peer's frames, {@link StreamTable} keeps the streams,
 * {@link Windows} gives credit, {@link Outbox} chooses what is sent next, and this class is the
 * session's own life: its calls, its pings, its end.
 */
public final class YamuxSession {
  /** What {@link #read} returns once the peer's end of the stream was read. */
  public static final int END = -1;

  private static final int NORMAL = 0;
  private static final int PROTOCOL_ERROR = 1;
  private static final long LAST_STREAM_ID = 0xffff_ffffL;

  private final YamuxLimits limits;
  private final KeepAlive keepAlive;
  private final StreamTable table;
  private final Outbox outbox;
  private final Windows windows;
  private final FrameReceiver receiver;
  private long nextId;
  private boolean leaving;
  private boolean peerLeaves;
  private boolean ended;

  /**
   * A session at its begin.
   *
   * @param direction who began the connection; the one who did numbers its streams 1, 3, 5 …
   */
  public YamuxSession(Direction direction, YamuxLimits limits, StreamAccounts accounts, long now) {
    this.limits = limits;
    keepAlive = new KeepAlive(limits, now);
    table = new StreamTable(limits, this::violated);
    outbox = table.outbox();
    windows = new Windows(limits, keepAlive, outbox);
    receiver =
        new FrameReceiver(
            direction,
            limits,
            table,
            opener -> isLeaving() ? Optional.empty() : accounts.open(opener));
    nextId = direction == Direction.OUTBOUND ? 1 : 2;
  }

  /** Takes bytes from the peer, all of them, split anyhow. */
  public void receive(ByteBuffer in, long now) {
    keepAlive.heard(now);
    try {
      while (in.hasRemaining() && !ended) {
        receiver.next(in, now).ifPresent(header -> ofSession(header, now));
      }
    } catch (YamuxViolation e) {
      violated(e);
    }
    in.position(in.limit());
  }

  /** Whether a stream can be opened now; if not, {@link YamuxEvent.Openable} says when. */
  public boolean canOpen() {
    boolean can = !isLeaving() && table.mayOpen();
    if (!can) {
      table.openerWaits();
    }
    return can;
  }

  /** Whether no stream will ever be opened again: either side leaves, or the session is over. */
  public boolean isLeaving() {
    return ended || leaving || peerLeaves || nextId > LAST_STREAM_ID;
  }

  /** Opens a stream, on that account, and returns its id. Needs {@link #canOpen}. */
  public int open(StreamAccounts.Account account, long now) {
    if (!canOpen()) {
      throw new IllegalStateException("no stream can be opened now");
    }
    int id = (int) nextId;
    nextId += 2;
    table.add(new YamuxStream(id, Direction.OUTBOUND, account, now));
    return id;
  }

  /** Acknowledges a stream that the peer opened. */
  public void accept(int id) {
    table.accept(id);
  }

  /** Whether the session knows the stream: not after it was reset or finished. */
  public boolean isOpen(int id) {
    return table.has(id);
  }

  /**
   * Takes bytes to send, as many as its buffer holds; if not all, {@link YamuxEvent.WriteReady}
   * says when to go on. Returns how many.
   */
  public int write(int id, ByteBuffer from) {
    YamuxStream stream = table.required(id);
    if (stream.finQueued) {
      throw new IllegalStateException("stream [" + id + "] was closed for writing");
    }
    int room = limits.sendBufferBytes() - stream.out.size();
    int count = Math.max(0, Math.min(from.remaining(), room));
    if (!stream.payForOutput(count)) {
      count = Math.min(count, Math.max(0, YamuxStream.FREE_SEND_BYTES - stream.out.capacity()));
    }
    stream.out.add(from, count);
    stream.writerWaits |= from.hasRemaining();
    outbox.offer(stream);
    return count;
  }

  /** Hands out bytes that came; 0 if there are none yet, {@link #END} if there will be none. */
  public int read(int id, ByteBuffer into, long now) {
    YamuxStream stream = table.required(id);
    int count = stream.in.drain(into, into.remaining());
    if (count > 0) {
      windows.consumed(stream, now);
      stream.settle();
      table.forgetIfFinished(stream);
      return count;
    }
    boolean atEnd = stream.finReceived && stream.in.isEmpty() || stream.readClosed;
    return atEnd ? END : 0;
  }

  /** Sends the end of the stream after all that was written. */
  public void closeWrite(int id, long now) {
    table
        .find(id)
        .ifPresent(
            stream -> {
              stream.finQueued = true;
              outbox.offer(stream);
              table.lingerIfClosed(stream, now);
            });
  }

  /** Drops what came and what will come. */
  public void closeRead(int id, long now) {
    table
        .find(id)
        .ifPresent(
            stream -> {
              stream.readClosed = true;
              stream.in.clear();
              stream.settle();
              table.lingerIfClosed(stream, now);
              table.forgetIfFinished(stream);
            });
  }

  /** Ends a stream at once, both ways; of what was written, nothing more is sent. */
  public void reset(int id) {
    table.find(id).ifPresent(table::resetHere);
  }

  /** Opens and takes no more streams, and tells the peer so; those that there are go on. */
  public void leave() {
    if (!leaving && !ended) {
      leaving = true;
      outbox.goAway(NORMAL);
    }
  }

  /** Ends the session; the last thing to send is a go-away. */
  public void end(String cause) {
    end(cause, NORMAL);
  }

  /** Does what has become due: pings, ends of streams that the peer left open. */
  public void tick(long now) {
    if (ended) {
      return;
    }
    boolean busy = table.size() > 0;
    if (keepAlive.isOverdue(now, busy)) {
      end("no answer to a ping", NORMAL);
    } else if (keepAlive.startIfDue(now, busy)) {
      outbox.ping(keepAlive.value());
    }
    table.resetOverdue(now);
  }

  /** When {@link #tick} is due next, in nanoseconds. */
  public long nextDeadline() {
    return table.deadlineBefore(keepAlive.deadline(table.size() > 0));
  }

  /** Whether {@link #poll} has something to write. */
  public boolean hasOutput() {
    return !outbox.isEmpty();
  }

  /** How many streams have a frame to send. */
  int streamsInLine() {
    return outbox.waiting();
  }

  /**
   * Writes whole frames, as many as fit.
   *
   * @param out with room for at least 2 KiB, so that a frame always fits
   */
  public void poll(ByteBuffer out) {
    outbox.poll(out);
  }

  /** Takes the oldest event; empty if there is none. */
  public Optional<YamuxEvent> nextEvent() {
    return table.nextEvent();
  }

  /** Whether it is over. */
  public boolean hasEnded() {
    return ended;
  }

  /** How many streams there are. */
  public int streams() {
    return table.size();
  }

  /** The ids of all streams, in the order in which they were opened. */
  public List<Integer> streamIds() {
    return table.ids();
  }

  /** The smoothed round trip; 0 as long as it is not known. */
  public long roundTripNanos() {
    return keepAlive.roundTripNanos();
  }

  private void ofSession(YamuxHeader header, long now) {
    if (header.type() == YamuxHeader.GO_AWAY) {
      peerGoesAway(header);
    } else if (header.has(YamuxHeader.ACK)) {
      if (keepAlive.answered(header.length(), now)) {
        table.say(new YamuxEvent.Pong(keepAlive.roundTripNanos()));
      }
    } else if (header.has(YamuxHeader.SYN)) {
      outbox.pong(header.length());
    }
  }

  private void peerGoesAway(YamuxHeader header) {
    if (header.length() != NORMAL) {
      end("the peer ended the session with code [" + header.unsignedLength() + "]", NORMAL);
    } else if (!peerLeaves) {
      peerLeaves = true;
      table.say(new YamuxEvent.PeerLeaves());
    }
  }

  private void violated(YamuxViolation violation) {
    end("the peer broke Yamux: " + violation.getMessage(), PROTOCOL_ERROR);
  }

  private void end(String cause, int code) {
    if (ended) {
      return;
    }
    ended = true;
    table.dropAll();
    outbox.abandon();
    outbox.goAway(code);
    table.say(new YamuxEvent.Ended(cause, code == NORMAL));
  }
}
