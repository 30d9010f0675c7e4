package io.pinakes.p2p.mux.yamux.driver;

import io.pinakes.p2p.mux.yamux.StreamAccounts;
import io.pinakes.p2p.resource.StreamScope;

/** A stream's scope as the session sees it. */
record ScopeAccount(StreamScope scope) implements StreamAccounts.Account {
  @Override
  public boolean tryReserve(long bytes) {
    return scope.tryReserve(bytes);
  }

  @Override
  public void release(long bytes) {
    scope.release(bytes);
  }
}
