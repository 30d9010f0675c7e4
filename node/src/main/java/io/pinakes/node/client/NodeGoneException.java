package io.pinakes.node.client;

import java.io.IOException;
import java.net.URI;

/** The node ended while it worked on a job, which it had written down. */
public final class NodeGoneException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Of that node, on that job. */
  public NodeGoneException(URI node, String job) {
    super("the node at " + node + " ended while it worked on " + job);
  }

  NodeGoneException(URI node, String job, IOException cause) {
    this(node, job);
    initCause(cause);
  }
}
