package io.pinakes.p2p.mux.yamux;

import io.pinakes.p2p.Direction;

/** The state of one stream, and what it is charged. */
final class YamuxStream {
  /** Bytes yet to send that the flat price of a stream covers, so that a write always gets on. */
  static final int FREE_SEND_BYTES = 4 * 1024;

  final int id;
  final Direction direction;
  final ByteQueue in = new ByteQueue();
  final ByteQueue out = new ByteQueue();

  /** Bytes that the peer still takes. */
  long sendWindow = YamuxLimits.INITIAL_WINDOW_BYTES;

  /** Bytes that the peer may still send. */
  long credit = YamuxLimits.INITIAL_WINDOW_BYTES;

  /** Bytes of a frame whose head has come, and which have not: no longer credit, not yet unread. */
  long arriving;

  /** What credit, arriving and unread bytes together are brought up to. */
  int window = YamuxLimits.INITIAL_WINDOW_BYTES;

  /** When credit was last given, in nanoseconds. */
  long creditedAt;

  boolean acknowledged;
  boolean finQueued;
  boolean finSent;
  boolean finReceived;
  boolean readClosed;
  boolean writerWaits;
  boolean gone;

  /** Flags and credit of the next window update. */
  int pendingFlags;

  int pendingCredit;

  private final StreamAccounts.Account account;
  private long charged;

  YamuxStream(int id, Direction direction, StreamAccounts.Account account, long now) {
    this.id = id;
    this.direction = direction;
    this.account = account;
    this.creditedAt = now;
  }

  boolean closedBothWaysHere() {
    return finQueued && readClosed;
  }

  /** Whether our SYN or ACK of it was sent. */
  boolean wasToldToPeer() {
    boolean isOffered = direction == Direction.OUTBOUND || acknowledged;
    return isOffered && (pendingFlags & (YamuxHeader.SYN | YamuxHeader.ACK)) == 0;
  }

  boolean isFinished() {
    return finSent && finReceived && (in.isEmpty() || readClosed);
  }

  boolean hasSomethingToSend() {
    return !out.isEmpty() && sendWindow > 0 || out.isEmpty() && finQueued && !finSent;
  }

  /** Pays for so many bytes more from the peer; false if nobody does. */
  boolean payForInput(int bytes) {
    return charge(price(in.capacityWith(bytes), window, out.capacity()));
  }

  /** Pays for so many bytes more to the peer; false if nobody does. */
  boolean payForOutput(int bytes) {
    return charge(price(in.capacity(), window, out.capacityWith(bytes)));
  }

  /** Pays for a larger window; false if nobody does. */
  boolean payForWindow(int bytes) {
    return charge(price(in.capacity(), bytes, out.capacity()));
  }

  /** Gives back what is paid for and no longer held. */
  void settle() {
    long price = price(in.capacity(), window, out.capacity());
    if (price < charged) {
      account.release(charged - price);
      charged = price;
    }
  }

  /** Drops all that is held. */
  void drop() {
    gone = true;
    in.clear();
    out.clear();
    account.release(charged);
    charged = 0;
  }

  /**
   * The first window is the protocol's and is paid for as it fills; the rest of a window is a
   * promise, paid for when it is made.
   */
  private static long price(int inBytes, int window, int outBytes) {
    int promised = window - YamuxLimits.INITIAL_WINDOW_BYTES;
    return Math.max(inBytes, promised) + (long) Math.max(0, outBytes - FREE_SEND_BYTES);
  }

  private boolean charge(long price) {
    if (price > charged) {
      if (!account.tryReserve(price - charged)) {
        return false;
      }
      charged = price;
    }
    return true;
  }
}
