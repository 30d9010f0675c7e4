package io.pinakes.ipfs.http.kubo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** One call: a command with its arguments, options and body. Not for several threads at once. */
public final class KuboCall {
  private final String command;
  private final StringBuilder query = new StringBuilder();
  private Optional<KuboUpload> upload = Optional.empty();
  private boolean endless;

  private KuboCall(String command) {
    this.command = command;
  }

  /** A call of a command, such as {@code pin/add}. */
  public static KuboCall of(String command) {
    return new KuboCall(command);
  }

  /** With one more argument. */
  public KuboCall arg(Object value) {
    return option("arg", value);
  }

  /** With an option. */
  public KuboCall option(String name, Object value) {
    query
        .append(query.isEmpty() ? '?' : '&')
        .append(name)
        .append('=')
        .append(URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8));
    return this;
  }

  /** After which the daemon gives up by itself. */
  KuboCall patience(Duration time) {
    return option("timeout", time.toMillis() + "ms");
  }

  /** With a body. */
  public KuboCall send(KuboUpload body) {
    upload = Optional.of(body);
    return this;
  }

  /** May be silent for as long as it likes, as a subscription is. */
  KuboCall endless() {
    endless = true;
    return this;
  }

  boolean isEndless() {
    return endless;
  }

  Optional<KuboUpload> upload() {
    return upload;
  }

  String command() {
    return command;
  }

  String target() {
    return "/api/v0/" + command + query;
  }
}
