package io.pinakes.query.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.Reply;
import io.pinakes.query.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** Answers with a mark of their content, and {@code 304} to whoever has it already. */
final class Etags {
  private static final int MARK_BYTES = 16;

  private Etags() {}

  /** An answer that may be another one the next time: it is asked for again, and compared. */
  static Reply answer(Call call, JsonNode document) {
    byte[] body = Json.bytes(document);
    return answer(call, body, "application/json", "\"" + hash(body) + "\"", "no-cache");
  }

  /**
   * An answer that is the same for ever.
   *
   * @param name what it is named by, such as a CID
   */
  static Reply immutable(Call call, byte[] body, String contentType, String name) {
    return answer(
        call, body, contentType, "\"" + name + "\"", "private, max-age=31536000, immutable");
  }

  private static Reply answer(Call call, byte[] body, String type, String etag, String caching) {
    Map<String, String> headers = Map.of("ETag", etag, "Cache-Control", caching);
    boolean known =
        call.header("if-none-match")
            .map(
                all ->
                    Arrays.stream(all.split(","))
                        .map(one -> one.strip().replaceFirst("^W/", ""))
                        .anyMatch(one -> one.equals(etag) || one.equals("*")))
            .orElse(false);
    if (known) {
      return new Reply.Whole(304, headers, new byte[0]);
    }
    Reply reply = Reply.bytes(200, type, body);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    return reply;
  }

  private static String hash(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return HexFormat.of().formatHex(digest, 0, MARK_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every platform has SHA-256", e);
    }
  }

  /** The first bytes of some text's hash, for names that are made of several things. */
  static String mark(String text) {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
