package io.pinakes.query.generate;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * The base address of a server. Question and passages are sent to it, so every answer shows it.
 *
 * @param uri {@code http} or {@code https}, a host, no user, query or fragment, no slash at the end
 */
public record Endpoint(URI uri) {
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "[::1]", "::1");

  /** Checks the address. */
  public Endpoint {
    String scheme = uri.getScheme();
    if (scheme == null
        || !Set.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT))
        || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "not the address of a server: [" + uri + "] (such as http://127.0.0.1:11434)");
    }
    if (uri.getRawUserInfo() != null) {
      // Not repeated in the message: it may hold a password.
      throw new IllegalArgumentException("an address with a user or password in it is refused");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "[" + uri + "] has a query or fragment: give the base address alone");
    }
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Endpoint parse(String text) {
    String trimmed = text.strip();
    while (trimmed.endsWith("/")) {
      trimmed = trimmed.substring(0, trimmed.length() - 1);
    }
    try {
      return new Endpoint(new URI(trimmed));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not the address of a server: [" + text + "]", e);
    }
  }

  /**
   * Whether what is sent stays on this machine. Only names that cannot be made to lead elsewhere.
   */
  public boolean local() {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return THIS_MACHINE.contains(host) || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  /** Whether what is sent can be read on the way. */
  public boolean encrypted() {
    return uri.getScheme().equalsIgnoreCase("https");
  }

  /** The address of a path below the base; the path begins with a slash. */
  public URI at(String path) {
    return URI.create(uri + path);
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
