package io.pinakes.p2p.mux.yamux;

/**
 * Credit for peers, given when the reader has consumed and never on receipt, in updates of a
 * quarter of a window or more: by halves, what is left below one waits for more to come, and a
 * window that is all there is under way shrinks by as much.
 *
 * <p>A window doubles when a quarter of it was consumed within two round trips, the pace of go:
 * then the window, not the reader, is what limits the sender. It does so only as far as the
 * stream's account pays; the promise of credit is what memory must stand behind.
 */
final class Windows {
  private static final int PARTS = 4;
  private static final int FAST_ROUND_TRIPS = 2;

  private final YamuxLimits limits;
  private final KeepAlive keepAlive;
  private final Outbox outbox;

  Windows(YamuxLimits limits, KeepAlive keepAlive, Outbox outbox) {
    this.limits = limits;
    this.keepAlive = keepAlive;
    this.outbox = outbox;
  }

  /** Bytes of the stream were read. After the peer's end, no credit is of use to anybody. */
  void consumed(YamuxStream stream, long now) {
    if (stream.finReceived || stream.readClosed) {
      return;
    }
    if (missing(stream) < stream.window / PARTS) {
      return;
    }
    if (isFast(stream, now)) {
      int larger = Math.min(2 * stream.window, limits.maxWindowBytes());
      if (stream.payForWindow(larger)) {
        stream.window = larger;
      }
    }
    int credit = (int) missing(stream);
    stream.credit += credit;
    stream.creditedAt = now;
    outbox.windowUpdate(stream, 0, credit);
  }

  private boolean isFast(YamuxStream stream, long now) {
    long roundTrip = keepAlive.roundTripNanos();
    return roundTrip > 0
        && stream.window < limits.maxWindowBytes()
        && now - stream.creditedAt < FAST_ROUND_TRIPS * roundTrip;
  }

  private static long missing(YamuxStream stream) {
    return stream.window - stream.credit - stream.arriving - stream.in.size();
  }
}
