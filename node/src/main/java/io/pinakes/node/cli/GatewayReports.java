package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** What each gateway gave, and which of them and of the routers were given up on. */
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
    for (JsonNode router : document.path("routers")) {
      String what = router.path("url").asText() + ": " + router.path("failed").asText();
      session.note("could not ask the router " + Printable.line(what));
    }
  }
}
