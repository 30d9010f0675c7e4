package io.pinakes.node.cli;

/** The short result of a command that did one thing to one thing. */
final class Done {
  private Done() {}

  static void say(Session session, String schema, String did, String what) {
    if (session.json()) {
      session.print(Json.document(schema).put(did, what));
    } else {
      session.outWriter().println(did.replace('_', ' ') + " " + what);
    }
  }
}
