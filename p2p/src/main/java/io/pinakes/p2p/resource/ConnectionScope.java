package io.pinakes.p2p.resource;

import io.pinakes.core.key.PeerId;
import io.pinakes.p2p.Direction;

/** What one connection holds, beside its streams. Closing it gives everything back. */
public final class ConnectionScope implements AutoCloseable {
  private static final long MESSAGE_BYTES = 64 * 1024;

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

  /**
   * Reserves bytes that only make a connection quicker; false if a limit stands in the way, or if
   * after it there were no room for the longest message of an encryption.
   */
  public boolean trySpare(long bytes) {
    if (!tryReserve(bytes + MESSAGE_BYTES)) {
      return false;
    }
    release(MESSAGE_BYTES);
    return true;
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

  /** How many streams of the connection there are. */
  public long streams() {
    return tree.used(scope, Resource.INBOUND_STREAMS) + tree.used(scope, Resource.OUTBOUND_STREAMS);
  }

  @Override
  public void close() {
    tree.close(scope);
  }
}
