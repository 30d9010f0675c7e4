package io.pinakes.node.logging;

/** The forms of a log's lines. */
public enum LogFormat {
  /** For people. */
  text,
  /** A JSON object a line. */
  json
}
