package io.pinakes.query.http.guard;

import io.pinakes.ipfs.http.server.HostNames;
import io.pinakes.query.http.Access;
import io.pinakes.query.http.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Decides by a request's head whether it is let in. Safe for use by several threads. */
public final class Gate {
  private final HostNames names;
  private final Token token;
  private final boolean wide;

  /**
   * A gate.
   *
   * @param hostNames names under which the node may be asked for, beside addresses and {@code
   *     localhost}
   * @param token what holders show
   * @param wide whether the port can be reached from other machines: then all need the token
   */
  public Gate(Set<String> hostNames, Token token, boolean wide) {
    this.names = new HostNames(hostNames);
    this.token = token;
    this.wide = wide;
  }

  /**
   * Looks at a head.
   *
   * @param access what is asked for needs
   * @param host the {@code Host} header, or HTTP/2's authority; empty without one
   * @param header gives a header by its name, empty without one
   * @return why it is not let in; empty if it is
   */
  public Optional<Problem> refusal(
      Access access, String method, String host, UnaryOperator<String> header) {
    if (!names.allow(host)) {
      return Optional.of(
          Problem.of(
              403,
              "host-refused",
              "This node is not asked for by the name [" + shorten(host) + "].",
              "Use its address, or start it with --host-name NAME."));
    }
    String origin = header.apply("Origin");
    if (!origin.isEmpty() && !sameOrigin(origin, host)) {
      return Optional.of(crossOrigin("a page of [" + shorten(origin) + "]"));
    }
    String site = header.apply("Sec-Fetch-Site").toLowerCase(Locale.ROOT);
    boolean followsLink =
        method.equals("GET") && header.apply("Sec-Fetch-Mode").equalsIgnoreCase("navigate");
    if ((site.equals("cross-site") || site.equals("same-site")) && !followsLink) {
      return Optional.of(crossOrigin("a page of another site"));
    }
    String shown = header.apply("Authorization");
    boolean letIn =
        access == Access.OPEN
            || access == Access.READ && mayRead(shown)
            || access == Access.WRITE && token.shownBy(shown);
    if (letIn) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
                401,
                header.apply("Authorization").isEmpty() ? "token-missing" : "token-wrong",
                access == Access.WRITE
                    ? "What changes the home needs the node's token."
                    : "This node is open to the network: whatever is asked of it needs its token.",
                "Send the header Authorization: Bearer TOKEN, with what is in the file [token] of"
                    + " the node's home.")
            .withHeader("WWW-Authenticate", "Bearer realm=\"pinakes\""));
  }

  /**
   * Whether somebody may read what is in the home: all of this machine, and when the port is open
   * to the network, holders of the token.
   *
   * @param authorization the header of that name, empty without one
   */
  public boolean mayRead(String authorization) {
    return !wide || token.shownBy(authorization);
  }

  private static Problem crossOrigin(String who) {
    return Problem.of(
        403,
        "origin-refused",
        "A browser asks on behalf of " + who + ", and this node answers its own pages only.",
        "Ask from a program, or from a page that this node serves.");
  }

  private static boolean sameOrigin(String origin, String host) {
    String lower = origin.toLowerCase(Locale.ROOT);
    String own = host.toLowerCase(Locale.ROOT);
    return lower.equals("http://" + own) || lower.equals("https://" + own);
  }

  private static String shorten(String text) {
    String safe = text.replaceAll("[^\\x21-\\x7e]", "?");
    return safe.length() <= 100 ? safe : safe.substring(0, 100) + "…";
  }
}
