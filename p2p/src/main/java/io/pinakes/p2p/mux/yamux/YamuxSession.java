package io.pinakes.p2p.mux.yamux;

import io.pinakes.p2p.Direction;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One end of a Yamux connection: no thread, lock, clock or I/O. Its owner feeds it bytes and calls,
 * sends what {@link #poll} writes, and acts on {@link #nextEvent}; every {@code now} is in
 * nanoseconds of one monotonic clock.
 *
 * <p>Whatever the peer sends, no method throws on its account: a broken rule ends the session with
 * a go-away of code 1, too much for one stream's account resets that stream.
 */
public final class YamuxSession {
  /** What {@link #read} returns once the peer's end of the stream was read. */
  public static final int END = -1;

  private static final int NORMAL = 0;
  private static final int PROTOCOL_ERROR = 1;
  private static final long LAST_STREAM_ID = 0xffff_ffffL;

  private final YamuxLimits limits;
  private final Direction direction;
  private final StreamAccounts accounts;
  private final KeepAlive keepAlive;
  private final Windows windows;
  private final Outbox outbox;
  private final HeaderReader headers = new HeaderReader();
  private final Map<Integer, YamuxStream> streams = new LinkedHashMap<>();
  private final Deque<YamuxEvent> events = new ArrayDeque<>();
  private final Map<Integer, Long> lingering = new LinkedHashMap<>(); // in order of deadline
  private YamuxHeader frame = new YamuxHeader(YamuxHeader.PING, 0, 0, 0);
  private Optional<YamuxStream> bodyStream = Optional.empty();
  private long bodyLeft;
  private long nextId;
  private int unacknowledged;
  private boolean openerWaits;
  private boolean leaving;
  private boolean peerLeaves;
  private boolean ended;

  /**
   * A session at its begin.
   *
   * @param direction who began the connection; the one who did numbers its streams 1, 3, 5 …
   */
  public YamuxSession(Direction direction, YamuxLimits limits, StreamAccounts accounts, long now) {
    this.direction = direction;
    this.limits = limits;
    this.accounts = accounts;
    keepAlive = new KeepAlive(limits, now);
    outbox = new Outbox(limits, this::onSent);
    windows = new Windows(limits, keepAlive, outbox);
    nextId = direction == Direction.OUTBOUND ? 1 : 2;
  }

  /** Takes bytes from the peer, all of them, split anyhow. */
  public void receive(ByteBuffer in, long now) {
    try {
      while (in.hasRemaining() && !ended) {
        if (bodyLeft > 0) {
          body(in);
        } else {
          headers.next(in).ifPresent(header -> begin(header, now));
        }
      }
    } catch (YamuxViolation e) {
      violated(e);
    }
    in.position(in.limit());
  }

  /** Whether a stream can be opened now; if not, {@link YamuxEvent.Openable} says when. */
  public boolean canOpen() {
    boolean can = !isLeaving() && unacknowledged < limits.maxUnackedStreams();
    openerWaits |= !can;
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
    YamuxStream stream = new YamuxStream(id, Direction.OUTBOUND, account, now);
    streams.put(id, stream);
    unacknowledged++;
    outbox.windowUpdate(stream, YamuxHeader.SYN, 0);
    return id;
  }

  /** Acknowledges a stream that the peer opened. */
  public void accept(int id) {
    find(id)
        .filter(stream -> stream.direction == Direction.INBOUND && !stream.acknowledged)
        .ifPresent(
            stream -> {
              stream.acknowledged = true;
              outbox.windowUpdate(stream, YamuxHeader.ACK, 0);
            });
  }

  /** Whether the session knows the stream: not after it was reset or finished. */
  public boolean isOpen(int id) {
    return streams.containsKey(id);
  }

  /**
   * Takes bytes to send, as many as its buffer holds; if not all, {@link YamuxEvent.WriteReady}
   * says when to go on. Returns how many.
   */
  public int write(int id, ByteBuffer from) {
    YamuxStream stream = required(id);
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
    YamuxStream stream = required(id);
    int count = stream.in.drain(into, into.remaining());
    if (count > 0) {
      windows.consumed(stream, now);
      stream.settle();
      forgetIfFinished(stream);
      return count;
    }
    boolean atEnd = stream.finReceived && stream.in.isEmpty() || stream.readClosed;
    return atEnd ? END : 0;
  }

  /** Sends the end of the stream after all that was written. */
  public void closeWrite(int id, long now) {
    find(id)
        .ifPresent(
            stream -> {
              stream.finQueued = true;
              outbox.offer(stream);
              lingerIfClosed(stream, now);
            });
  }

  /** Drops what came and what will come. */
  public void closeRead(int id, long now) {
    find(id)
        .ifPresent(
            stream -> {
              stream.readClosed = true;
              stream.in.clear();
              stream.settle();
              lingerIfClosed(stream, now);
              forgetIfFinished(stream);
            });
  }

  /** Ends a stream at once, both ways; of what was written, nothing more is sent. */
  public void reset(int id) {
    find(id).ifPresent(this::resetHere);
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
    if (keepAlive.isOverdue(now)) {
      end("no answer to a ping", NORMAL);
    } else if (keepAlive.startIfDue(now)) {
      outbox.ping(keepAlive.value());
    }
    while (!lingering.isEmpty() && now - firstLingering().getValue() >= 0) {
      find(firstLingering().getKey())
          .ifPresent(stream -> resetFor(stream, "the peer did not close the stream"));
    }
  }

  /** When {@link #tick} is due next, in nanoseconds. */
  public long nextDeadline() {
    long ping = keepAlive.deadline();
    return lingering.isEmpty() || firstLingering().getValue() - ping > 0
        ? ping
        : firstLingering().getValue();
  }

  /** Whether {@link #poll} has something to write. */
  public boolean hasOutput() {
    return !outbox.isEmpty();
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
    return Optional.ofNullable(events.pollFirst());
  }

  /** Whether it is over. */
  public boolean hasEnded() {
    return ended;
  }

  /** How many streams there are. */
  public int streams() {
    return streams.size();
  }

  /** The ids of all streams, in the order in which they were opened. */
  public List<Integer> streamIds() {
    return List.copyOf(streams.keySet());
  }

  /** The smoothed round trip; 0 as long as it is not known. */
  public long roundTripNanos() {
    return keepAlive.roundTripNanos();
  }

  private void begin(YamuxHeader header, long now) {
    switch (header.type()) {
      case YamuxHeader.PING -> ping(header, now);
      case YamuxHeader.GO_AWAY -> peerGoesAway(header);
      default -> beginOfStream(header, now);
    }
  }

  private void beginOfStream(YamuxHeader header, long now) {
    if (header.streamId() == 0) {
      throw new YamuxViolation("a frame of type [" + header.type() + "] for the session");
    }
    frame = header;
    if (header.has(YamuxHeader.SYN)) {
      opened(header, now);
    }
    Optional<YamuxStream> stream = find(header.streamId());
    if (header.has(YamuxHeader.ACK)) {
      stream.ifPresent(this::acknowledged);
    }
    if (header.type() == YamuxHeader.DATA) {
      beginOfBody(header, stream);
    } else {
      if (!header.has(YamuxHeader.RST)) { // whose length is an error code
        stream.ifPresent(known -> granted(known, header.unsignedLength()));
      }
      finishFrame(stream);
    }
  }

  /** Of a stream that is not known any more, the payload is passed over. */
  private void beginOfBody(YamuxHeader header, Optional<YamuxStream> stream) {
    long length = header.unsignedLength();
    long most = stream.map(known -> known.credit).orElse((long) limits.maxWindowBytes());
    if (length > most) {
      throw new YamuxViolation("[" + length + "] bytes where [" + most + "] are granted");
    }
    stream.ifPresent(known -> known.credit -= length);
    bodyLeft = length;
    bodyStream = stream;
    if (length == 0) {
      finishFrame(stream);
    } else if (stream.isPresent() && stream.get().finReceived) {
      resetFor(stream.get(), "the peer sent data after its end");
    }
  }

  private void body(ByteBuffer in) {
    int count = (int) Math.min(bodyLeft, in.remaining());
    int next = in.position() + count;
    bodyStream.filter(stream -> !stream.gone).ifPresent(stream -> keep(stream, in, count));
    in.position(next);
    bodyLeft -= count;
    if (bodyLeft == 0) {
      finishFrame(bodyStream);
      bodyStream = Optional.empty();
    }
  }

  private void keep(YamuxStream stream, ByteBuffer in, int count) {
    if (stream.readClosed) {
      return;
    }
    if (!stream.payForInput(count)) {
      resetFor(stream, "no memory for what the peer sends");
      return;
    }
    if (stream.in.isEmpty()) {
      events.addLast(new YamuxEvent.ReadReady(stream.id));
    }
    stream.in.add(in, count);
  }

  /** The flags that count after the payload. */
  private void finishFrame(Optional<YamuxStream> stream) {
    if (stream.isEmpty() || stream.get().gone) {
      return;
    }
    YamuxStream known = stream.get();
    if (frame.has(YamuxHeader.FIN) && !known.finReceived) {
      known.finReceived = true;
      acknowledged(known);
      events.addLast(new YamuxEvent.ReadReady(known.id));
    }
    if (frame.has(YamuxHeader.RST)) {
      forget(known);
      events.addLast(new YamuxEvent.Reset(known.id, "the peer reset the stream"));
      return;
    }
    if (known.closedBothWaysHere() && known.credit == 0 && !known.finReceived) {
      resetFor(known, "the peer fills a stream that was closed");
    }
    forgetIfFinished(known);
  }

  private void opened(YamuxHeader header, long now) {
    int id = header.streamId();
    boolean odd = (id & 1) == 1;
    if (odd == (direction == Direction.OUTBOUND) || streams.containsKey(id)) {
      throw new YamuxViolation("stream [" + Integer.toUnsignedString(id) + "] cannot be opened");
    }
    if (header.has(YamuxHeader.RST)) {
      return;
    }
    Optional<StreamAccounts.Account> account =
        isLeaving() ? Optional.empty() : accounts.open(Direction.INBOUND);
    if (account.isEmpty()) {
      outbox.reset(id);
      return;
    }
    streams.put(id, new YamuxStream(id, Direction.INBOUND, account.get(), now));
    events.addLast(new YamuxEvent.Opened(id));
  }

  private void acknowledged(YamuxStream stream) {
    if (stream.direction == Direction.OUTBOUND && !stream.acknowledged) {
      stream.acknowledged = true;
      unacknowledged--;
      if (openerWaits) {
        openerWaits = false;
        events.addLast(new YamuxEvent.Openable());
      }
    }
  }

  private void granted(YamuxStream stream, long bytes) {
    if (stream.sendWindow + bytes > LAST_STREAM_ID) {
      throw new YamuxViolation("window of more than 2^32 - 1 bytes");
    }
    stream.sendWindow += bytes;
    outbox.offer(stream);
  }

  private void ping(YamuxHeader header, long now) {
    if (header.has(YamuxHeader.ACK)) {
      if (keepAlive.answered(header.length(), now)) {
        events.addLast(new YamuxEvent.Pong(keepAlive.roundTripNanos()));
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
      events.addLast(new YamuxEvent.PeerLeaves());
    }
  }

  private void onSent(YamuxStream stream) {
    stream.settle();
    if (stream.writerWaits && stream.out.size() <= limits.sendBufferBytes() / 2) {
      stream.writerWaits = false;
      events.addLast(new YamuxEvent.WriteReady(stream.id));
    }
    forgetIfFinished(stream);
  }

  private void lingerIfClosed(YamuxStream stream, long now) {
    if (!stream.closedBothWaysHere() || stream.finReceived || stream.gone) {
      return;
    }
    if (stream.credit == 0 && stream.out.isEmpty()) {
      resetHere(stream); // the peer can neither send nor know that it should stop
    } else {
      lingering.putIfAbsent(stream.id, now + limits.lingerNanos());
    }
  }

  private void forgetIfFinished(YamuxStream stream) {
    if (!stream.gone && stream.isFinished()) {
      forget(stream);
      events.addLast(new YamuxEvent.Finished(stream.id));
    }
  }

  private void resetFor(YamuxStream stream, String cause) {
    resetHere(stream);
    events.addLast(new YamuxEvent.Reset(stream.id, cause));
  }

  /** A stream of which the peer has not heard is just forgotten. */
  private void resetHere(YamuxStream stream) {
    forget(stream);
    if ((stream.pendingFlags & YamuxHeader.SYN) == 0) {
      try {
        outbox.reset(stream.id);
      } catch (YamuxViolation e) {
        violated(e);
      }
    }
  }

  private void forget(YamuxStream stream) {
    streams.remove(stream.id);
    lingering.remove(stream.id);
    acknowledged(stream);
    stream.drop();
  }

  private void violated(YamuxViolation violation) {
    end("the peer broke Yamux: " + violation.getMessage(), PROTOCOL_ERROR);
  }

  private void end(String cause, int code) {
    if (ended) {
      return;
    }
    ended = true;
    streams.values().forEach(YamuxStream::drop);
    streams.clear();
    lingering.clear();
    outbox.abandon();
    outbox.goAway(code);
    events.addLast(new YamuxEvent.Ended(cause, code == NORMAL));
  }

  private Optional<YamuxStream> find(int id) {
    return Optional.ofNullable(streams.get(id));
  }

  private YamuxStream required(int id) {
    return find(id)
        .orElseThrow(() -> new IllegalArgumentException("no stream of id [" + id + "] is open"));
  }

  private Map.Entry<Integer, Long> firstLingering() {
    return lingering.entrySet().iterator().next();
  }
}
