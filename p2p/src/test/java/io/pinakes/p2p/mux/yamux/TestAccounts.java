package io.pinakes.p2p.mux.yamux;

import io.pinakes.p2p.Direction;
import java.util.Optional;

/** One budget for all streams of a session. */
final class TestAccounts implements StreamAccounts, StreamAccounts.Account {
  private final long limit;
  private final int maxStreams;
  private int opened;
  private long held;
  private long most;

  TestAccounts(long limit, int maxStreams) {
    this.limit = limit;
    this.maxStreams = maxStreams;
  }

  static TestAccounts roomy() {
    return new TestAccounts(Long.MAX_VALUE, Integer.MAX_VALUE);
  }

  long held() {
    return held;
  }

  long most() {
    return most;
  }

  @Override
  public Optional<Account> open(Direction direction) {
    return opened++ < maxStreams ? Optional.of(this) : Optional.empty();
  }

  @Override
  public boolean tryReserve(long bytes) {
    if (bytes > limit - held) {
      return false;
    }
    held += bytes;
    most = Math.max(most, held);
    return true;
  }

  @Override
  public void release(long bytes) {
    if (bytes < 0 || bytes > held) {
      throw new AssertionError("released [" + bytes + "] of [" + held + "]");
    }
    held -= bytes;
  }
}
