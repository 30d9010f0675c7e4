package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** What each gateway gave, and which of them were given up on. */
final class GatewayReports {
  private GatewayReports() {}

  /** Tells the person of those that were given up on. */
  static void tell(Session session, JsonNode document) {
    for (JsonNode source : document.path("gateways")) {
      String why = source.path("dropped").asText();
      if (!why.isEmpty()) {
        session.note("gave up on " + Printable.line(source.path("url").asText() + ": " + why));
      }
    }
  }
}
