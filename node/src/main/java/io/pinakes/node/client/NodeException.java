package io.pinakes.node.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** The node refused something; it said why, and what mends it. */
public final class NodeException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String fix;
  private final String code;

  NodeException(int status, JsonNode problem) {
    super(problem.path("detail").asText("the node answered [" + status + "]"));
    this.status = status;
    this.fix = problem.path("fix").asText();
    this.code = problem.path("code").asText();
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** What kind of problem it is, for programs, such as {@code source-missing}; may be empty. */
  public String code() {
    return code;
  }

  /** What mends it; may be empty. */
  public String fix() {
    return fix;
  }
}
