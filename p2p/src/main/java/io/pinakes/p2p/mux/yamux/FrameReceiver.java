package io.pinakes.p2p.mux.yamux;

import io.pinakes.p2p.Direction;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

/**
 * What each frame of the peer does to the streams. Flags count in the order SYN, ACK, then payload
 * or credit, then FIN, RST, in any combination. A broken rule is a {@link YamuxViolation}.
 */
final class FrameReceiver {
  private static final long MAX_SEND_WINDOW = 0xffff_ffffL;

  private final Direction direction;
  private final YamuxLimits limits;
  private final StreamTable table;
  private final Function<Direction, Optional<StreamAccounts.Account>> accounts;
  private final HeaderReader headers = new HeaderReader();
  private YamuxHeader frame = new YamuxHeader(YamuxHeader.PING, 0, 0, 0);
  private Optional<YamuxStream> bodyStream = Optional.empty();
  private long bodyLeft;

  /** The function gives an account for a stream that the peer opens, or none if it may not. */
  FrameReceiver(
      Direction direction,
      YamuxLimits limits,
      StreamTable table,
      Function<Direction, Optional<StreamAccounts.Account>> accounts) {
    this.direction = direction;
    this.limits = limits;
    this.table = table;
    this.accounts = accounts;
  }

  /**
   * Takes bytes up to the end of a frame's head or of what there is of its body; returns the head
   * of a frame that is for the session and not for one of its streams.
   */
  Optional<YamuxHeader> next(ByteBuffer in, long now) {
    if (bodyLeft > 0) {
      body(in);
      return Optional.empty();
    }
    Optional<YamuxHeader> header = headers.next(in);
    if (header.isPresent() && header.get().type() <= YamuxHeader.WINDOW_UPDATE) {
      begin(header.get(), now);
      return Optional.empty();
    }
    return header;
  }

  private void begin(YamuxHeader header, long now) {
    if (header.streamId() == 0) {
      throw new YamuxViolation("a frame of type [" + header.type() + "] for the session");
    }
    frame = header;
    if (header.has(YamuxHeader.SYN)) {
      opened(header, now);
    }
    Optional<YamuxStream> stream = table.find(header.streamId());
    if (header.has(YamuxHeader.ACK)) {
      stream.ifPresent(table::acknowledged);
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

  private void opened(YamuxHeader header, long now) {
    int id = header.streamId();
    boolean odd = (id & 1) == 1;
    if (odd == (direction == Direction.OUTBOUND) || table.has(id)) {
      throw new YamuxViolation("stream [" + Integer.toUnsignedString(id) + "] cannot be opened");
    }
    if (header.has(YamuxHeader.RST)) {
      return;
    }
    Optional<StreamAccounts.Account> account = accounts.apply(Direction.INBOUND);
    if (account.isPresent()) {
      table.add(new YamuxStream(id, Direction.INBOUND, account.get(), now));
    } else {
      table.outbox().refuse(id);
    }
  }

  private void granted(YamuxStream stream, long bytes) {
    if (stream.sendWindow + bytes > MAX_SEND_WINDOW) {
      throw new YamuxViolation("window of more than 2^32 - 1 bytes");
    }
    stream.sendWindow += bytes;
    table.outbox().offer(stream);
  }

  /** Of a stream that is not known any more, the payload is passed over. */
  private void beginOfBody(YamuxHeader header, Optional<YamuxStream> stream) {
    long length = header.unsignedLength();
    long most = stream.map(known -> known.credit).orElse((long) limits.maxWindowBytes());
    if (length > most) {
      throw new YamuxViolation("[" + length + "] bytes where [" + most + "] are granted");
    }
    stream.ifPresent(
        known -> {
          known.credit -= length;
          known.arriving = length;
        });
    bodyLeft = length;
    bodyStream = stream;
    if (length == 0) {
      finishFrame(stream);
    } else if (stream.isPresent() && stream.get().finReceived) {
      table.resetFor(stream.get(), "the peer sent data after its end");
    }
  }

  private void body(ByteBuffer in) {
    int count = (int) Math.min(bodyLeft, in.remaining());
    int next = in.position() + count;
    bodyStream.ifPresent(stream -> stream.arriving -= count);
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
      table.resetFor(stream, "no memory for what the peer sends");
      return;
    }
    if (stream.in.isEmpty()) {
      table.say(new YamuxEvent.ReadReady(stream.id));
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
      table.acknowledged(known);
      table.say(new YamuxEvent.ReadReady(known.id));
    }
    if (frame.has(YamuxHeader.RST)) {
      table.forget(known);
      table.say(new YamuxEvent.Reset(known.id, "the peer reset the stream"));
      return;
    }
    if (known.closedBothWaysHere() && known.credit == 0 && !known.finReceived) {
      table.resetFor(known, "the peer fills a stream that was closed");
    }
    table.forgetIfFinished(known);
  }
}
