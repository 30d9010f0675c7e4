package io.pinakes.ipfs.gateway;

/** Entity tags as RFC 9110 compares them for If-None-Match: weakly. */
final class EntityTags {
  private EntityTags() {}

  /** Whether the header names the tag, or all. */
  static boolean match(String header, String tag) {
    String wanted = strong(tag);
    for (String part : header.split(",")) {
      String given = part.strip();
      if (given.equals("*") || strong(given).equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static String strong(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }
}
