package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.ipfs.fetch.FetchReport;

/** What each gateway gave, and which of them were given up on. */
final class GatewayReports {
  private GatewayReports() {}

  /** Writes it down, and tells the person of those that were given up on. */
  static void tell(Session session, FetchReport report, ObjectNode document) {
    ArrayNode told = document.putArray("gateways");
    for (FetchReport.Source source : report.sources()) {
      ObjectNode node = told.addObject().put("url", source.name()).put("blocks", source.blocks());
      node.put("bytes", source.bytes()).put("dropped", source.dropped().orElse(""));
      source
          .dropped()
          .ifPresent(
              why -> session.note("gave up on " + Printable.line(source.name() + ": " + why)));
    }
  }
}
