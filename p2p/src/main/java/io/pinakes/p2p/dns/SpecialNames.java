package io.pinakes.p2p.dns;

import java.util.Locale;
import java.util.Set;

/**
 * Names that no DNS server is asked for, since its answer could only be none or a lie, and the
 * question tells it what is looked for: {@code localhost} and {@code invalid} (RFC 6761, sections
 * 6.3 and 6.4), {@code onion} (RFC 7686, section 2), {@code local}, which is multicast's (RFC 6762,
 * section 3).
 */
final class SpecialNames {
  private static final Set<String> NEVER_THERE = Set.of("invalid", "onion");

  private SpecialNames() {}

  /** Whether no server is asked for it. */
  static boolean neverAsked(String name) {
    return neverThere(name) || ownHost(name) || last(name).equals("local");
  }

  /** Whether nothing bears it. */
  static boolean neverThere(String name) {
    return NEVER_THERE.contains(last(name));
  }

  /** Whether it stands for the machine that asks. */
  static boolean ownHost(String name) {
    return last(name).equals("localhost");
  }

  private static String last(String name) {
    String whole = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return whole.substring(whole.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
