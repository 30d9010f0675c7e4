package io.pinakes.p2p.host;

import io.pinakes.p2p.resource.Turn;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The lock around a host's scopes. The last one in every order: nothing is called under it. */
final class LockedTurn implements Turn {
  private final ReentrantLock lock = new ReentrantLock();

  @Override
  public <T> T take(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
