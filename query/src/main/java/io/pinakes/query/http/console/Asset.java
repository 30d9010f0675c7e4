package io.pinakes.query.http.console;

import io.pinakes.query.http.Call;
import io.pinakes.query.http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** A file of the console, in memory, with the mark that browsers ask again by. */
final class Asset {
  private final Reply whole;
  private final Reply unchanged;
  private final String etag;

  /**
   * An asset.
   *
   * @param headers more headers
   */
  Asset(String contentType, byte[] body, Map<String, String> headers) {
    this.etag = "\"" + HexFormat.of().formatHex(sha256(body), 0, 16) + "\"";
    Map<String, String> all = new TreeMap<>(headers);
    all.put("ETag", etag);
    // Looked at again each time, so that no browser shows an older node's page.
    all.put("Cache-Control", "no-cache");
    this.unchanged = new Reply.Whole(304, all, new byte[0]);
    Map<String, String> typed = new TreeMap<>(all);
    typed.put("Content-Type", contentType);
    this.whole = new Reply.Whole(200, typed, body);
  }

  Reply answer(Call call) {
    return call.header("if-none-match").orElse("").contains(etag) ? unchanged : whole;
  }

  String etag() {
    return etag;
  }

  /** Reads a resource beside these classes. */
  static String resource(String name) throws IOException {
    try (InputStream in = Asset.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("[" + name + "] is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What a policy names a script by that it lets run. */
  static String policyHash(String script) {
    return "'sha256-"
        + Base64.getEncoder().encodeToString(sha256(script.getBytes(StandardCharsets.UTF_8)))
        + "'";
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every platform has SHA-256", e);
    }
  }
}
