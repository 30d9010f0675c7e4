package io.pinakes.p2p.resource;

/** What one stream holds. Closing it gives everything back. */
public final class StreamScope implements AutoCloseable {
  private final ScopeTree tree;
  private final Scope scope;

  StreamScope(ScopeTree tree, Scope scope) {
    this.tree = tree;
    this.scope = scope;
  }

  /** Reserves bytes; false if a limit stands in the way. */
  public boolean tryReserve(long bytes) {
    return tree.tryReserve(scope, bytes);
  }

  /** Gives bytes back that were reserved. */
  public void release(long bytes) {
    tree.release(scope, bytes);
  }

  /**
   * From now on the protocol is charged too. Once a stream.
   *
   * @param ofPeer what one peer may hold of the protocol
   */
  public void speaks(String protocol, ScopeLimits ofPeer) throws ResourceRefusedException {
    tree.assign(scope, protocol, ofPeer);
  }

  /** Bytes held. */
  public long memoryBytes() {
    return tree.used(scope, Resource.MEMORY);
  }

  @Override
  public void close() {
    tree.close(scope);
  }
}
