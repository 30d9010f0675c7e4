package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The short result of a command that did one thing to one thing. */
final class Done {
  private Done() {}

  static void say(Session session, String schema, String did, String what) {
    say(session, Json.document(schema).put(did, what), did);
  }

  /** The same of what somebody else has done. */
  static void say(Session session, ObjectNode document, String did) {
    if (session.json()) {
      session.print(document);
    } else {
      session
          .outWriter()
          .println(did.replace('_', ' ') + " " + Printable.line(document.path(did).asText()));
    }
  }
}
