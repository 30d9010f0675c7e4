package io.pinakes.node.client;

import java.io.IOException;
import java.net.URI;

/** The node can be asked no more how a job goes, which it had taken on and written down. */
public final class NodeGoneException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String job;

  /** Of that node, on that job. */
  public NodeGoneException(URI node, String job) {
    super("the node at " + node + " ended while it worked on " + job);
    this.job = job;
  }

  NodeGoneException(URI node, String job, IOException cause) {
    this(node, job);
    initCause(cause);
  }

  /** The job's name. */
  public String job() {
    return job;
  }
}
