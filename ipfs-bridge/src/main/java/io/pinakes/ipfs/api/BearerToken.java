package io.pinakes.ipfs.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A secret that who asks has to know (RFC 6750 section 2.1). */
public final class BearerToken {
  private static final int MIN_CHARACTERS = 16;

  private final byte[] expected;

  /**
   * That secret.
   *
   * @throws IllegalArgumentException if it can be guessed by its shortness
   */
  public BearerToken(String token) {
    if (token.length() < MIN_CHARACTERS) {
      throw new IllegalArgumentException(
          "a token of [" + token.length() + "] characters is too short");
    }
    this.expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
  }

  /** Whether a request shows it; takes as long whether much or little of it is right. */
  public boolean isShownBy(ApiRequest request) {
    byte[] shown = request.header("authorization").orElse("").getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, shown);
  }

  /** The same API for those alone who show it; others get 403, as Kubo has it. */
  public Api before(Api api) {
    return request ->
        isShownBy(request)
            ? api.answer(request)
            : ApiAnswer.text(403, "403 - Forbidden: a token is asked for");
  }
}
