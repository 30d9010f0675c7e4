package io.pinakes.p2p.resource;

import io.pinakes.core.key.PeerId;
import io.pinakes.p2p.Direction;

/** What one connection holds, beside its streams. Closing it gives everything back. */
public final class ConnectionScope implements AutoCloseable {
  private final ScopeTree tree;
  private final Scope scope;

  ConnectionScope(ScopeTree tree, Scope scope) {
    this.tree = tree;
    this.scope = scope;
  }

  /** Reserves bytes; false if a limit stands in the way. */
  public boolean tryReserve(long bytes) {
    return tree.tryReserve(scope, bytes);
  }

  /** Reserves bytes. */
  public void reserve(long bytes) throws ResourceRefusedException {
    tree.reserve(scope, bytes);
  }

  /** Gives bytes back that were reserved. */
  public void release(long bytes) {
    tree.release(scope, bytes);
  }

  /** From now on the peer is charged, and no longer what all strangers share. */
  public void authenticated(PeerId peer) throws ResourceRefusedException {
    tree.authenticate(scope, peer);
  }

  /** A scope for a new stream of this connection, which must be authenticated. */
  public StreamScope openStream(Direction direction) throws ResourceRefusedException {
    return tree.openStream(scope, direction);
  }

  /** Bytes held by the connection, its streams included. */
  public long memoryBytes() {
    return tree.used(scope, Resource.MEMORY);
  }

  @Override
  public void close() {
    tree.close(scope);
  }
}
