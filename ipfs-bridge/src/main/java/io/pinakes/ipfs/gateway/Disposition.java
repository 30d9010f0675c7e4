package io.pinakes.ipfs.gateway;

/** The header {@code Content-Disposition}: what a browser calls a download (RFC 6266). */
final class Disposition {
  private Disposition() {}

  /** With the name in ASCII, and again in UTF-8 if it is not. */
  static String of(String kind, String name) {
    StringBuilder ascii = new StringBuilder(name.length());
    boolean plain = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean fits = c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
      ascii.append(fits ? c : '_');
      plain &= fits;
    }
    String header = kind + "; filename=\"" + ascii + "\"";
    return plain ? header : header + "; filename*=UTF-8''" + PathText.encode(name);
  }
}
