package io.pinakes.p2p.mux.yamux;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.OptionalInt;
import java.util.SequencedSet;
import java.util.function.Consumer;

/**
 * What is to be sent, and in which order: pings and their answers, resets, window updates, then
 * data and ends of streams, a frame of each stream in turn; a go-away after all that was said
 * before it.
 */
final class Outbox {
  /** A frame at the end of a buffer is not cut shorter than this for the sake of the space left. */
  private static final int WORTH_A_FRAME_BYTES = 1_024;

  private final YamuxLimits limits;
  private final Consumer<YamuxStream> sent;
  private final Deque<Told> first = new ArrayDeque<>();
  private final SequencedSet<YamuxStream> control = new LinkedHashSet<>();
  private final SequencedSet<YamuxStream> data = new LinkedHashSet<>();
  private OptionalInt goAway = OptionalInt.empty();
  private int replies; // of the first

  /** The consumer hears of each stream of which data or the end was sent. */
  Outbox(YamuxLimits limits, Consumer<YamuxStream> sent) {
    this.limits = limits;
    this.sent = sent;
  }

  boolean isEmpty() {
    return first.isEmpty() && control.isEmpty() && data.isEmpty() && goAway.isEmpty();
  }

  void ping(int value) {
    first.addLast(new Told(new YamuxHeader(YamuxHeader.PING, YamuxHeader.SYN, 0, value), false));
  }

  void pong(int value) {
    reply(new YamuxHeader(YamuxHeader.PING, YamuxHeader.ACK, 0, value));
  }

  /** Refuses a stream that the peer would open: it can ask for that without end. */
  void refuse(int streamId) {
    reply(rst(streamId));
  }

  /**
   * Ends a stream of which the peer has heard from us. It is no reply: while nothing is sent there
   * are no more of those than there were streams, and how many end is not the peer's fault.
   */
  void reset(int streamId) {
    first.addLast(new Told(rst(streamId), false));
  }

  void goAway(int code) {
    goAway = OptionalInt.of(code);
  }

  /** Drops all but a go-away. */
  void abandon() {
    first.clear();
    replies = 0;
    control.clear();
    data.clear();
  }

  /** Keeps nothing of a stream that is gone: its peer may open and reset them without end. */
  void forget(YamuxStream stream) {
    control.remove(stream);
    data.remove(stream);
  }

  /** How many streams stand in line. */
  int waiting() {
    return control.size() + data.size();
  }

  void windowUpdate(YamuxStream stream, int flags, int credit) {
    stream.pendingFlags |= flags;
    stream.pendingCredit += credit;
    if (!stream.gone) {
      boolean unused = control.add(stream);
    }
  }

  /** Lets the stream take its turn, if it has something to say that it may. */
  void offer(YamuxStream stream) {
    if (!stream.gone && stream.hasSomethingToSend()) {
      boolean unused = data.add(stream);
    }
  }

  /** Writes whole frames as long as there are some that fit. */
  void poll(ByteBuffer out) {
    while (out.remaining() >= YamuxHeader.BYTES && !first.isEmpty()) {
      Told next = first.removeFirst();
      replies -= next.isReply() ? 1 : 0;
      next.header().write(out);
    }
    while (out.remaining() >= YamuxHeader.BYTES && !control.isEmpty()) {
      writeControl(control.removeFirst(), out);
    }
    while (!data.isEmpty() && fits(data.getFirst(), out)) {
      writeData(data.removeFirst(), out);
    }
    if (goAway.isPresent()
        && out.remaining() >= YamuxHeader.BYTES
        && first.isEmpty()
        && control.isEmpty()) {
      new YamuxHeader(YamuxHeader.GO_AWAY, 0, 0, goAway.getAsInt()).write(out);
      goAway = OptionalInt.empty();
    }
  }

  private void reply(YamuxHeader header) {
    if (replies >= limits.maxPendingReplies()) {
      throw new YamuxViolation("[" + replies + "] replies wait and the peer asks for more");
    }
    replies++;
    first.addLast(new Told(header, true));
  }

  private static YamuxHeader rst(int streamId) {
    return new YamuxHeader(YamuxHeader.WINDOW_UPDATE, YamuxHeader.RST, streamId, 0);
  }

  private static void writeControl(YamuxStream stream, ByteBuffer out) {
    new YamuxHeader(YamuxHeader.WINDOW_UPDATE, stream.pendingFlags, stream.id, stream.pendingCredit)
        .write(out);
    stream.pendingFlags = 0;
    stream.pendingCredit = 0;
  }

  private static boolean fits(YamuxStream stream, ByteBuffer out) {
    int wanted = Math.min(stream.out.size(), WORTH_A_FRAME_BYTES);
    return out.remaining() >= YamuxHeader.BYTES + wanted;
  }

  private void writeData(YamuxStream stream, ByteBuffer out) {
    if (!stream.hasSomethingToSend()) {
      return;
    }
    if (stream.out.isEmpty()) {
      // An end goes alone: go wakes its reader by the flag before it has the payload beside it.
      new YamuxHeader(YamuxHeader.WINDOW_UPDATE, YamuxHeader.FIN, stream.id, 0).write(out);
      stream.finSent = true;
    } else {
      long most = Math.min(stream.sendWindow, limits.frameBytes());
      int length = (int) Math.min(most, out.remaining() - YamuxHeader.BYTES);
      length = Math.min(length, stream.out.size());
      new YamuxHeader(YamuxHeader.DATA, 0, stream.id, length).write(out);
      stream.out.drain(out, length);
      stream.sendWindow -= length;
    }
    offer(stream);
    sent.accept(stream);
  }

  /** What goes ahead of all streams, and whether the peer asked for it. */
  private record Told(YamuxHeader header, boolean isReply) {}
}
