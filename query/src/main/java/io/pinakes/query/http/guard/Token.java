package io.pinakes.query.http.guard;

import io.pinakes.datasets.home.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that lets its holder change a home: 256 random bits in a file of the home that only
 * its owner can read.
 */
public final class Token {
  private static final int BYTES = 32;
  private static final int LEAST_CHARACTERS = 32;
  private static final int MOST_BYTES = 1_024;
  private static final String REMEDY = "delete the file; `pinakes serve` makes a new one";

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final String secret;

  private Token(String secret) {
    this.secret = secret;
  }

  /** The file of a home. */
  public static Path file(Path home) {
    return home.resolve("token");
  }

  /**
   * Reads a home's token, and makes it if there is none.
   *
   * @param random a {@link java.security.SecureRandom}
   * @throws IOException if others can read it, or it is none
   */
  public static Token ensure(Path home, RandomGenerator random) throws IOException {
    Path file = file(home);
    if (!Files.exists(file)) {
      byte[] bytes = new byte[BYTES];
      random.nextBytes(bytes);
      // Hex: a token is typed as an argument, where one that began with a dash would be an option.
      String made = HexFormat.of().formatHex(bytes);
      PrivateFiles.write(file, (made + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    return read(home);
  }

  /** Reads a home's token. */
  public static Token read(Path home) throws IOException {
    Path file = file(home);
    if (Files.getFileStore(file).supportsFileAttributeView("posix")
        && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
      throw new IOException(
          "others can read the token in [" + file + "], so that it may be known: " + REMEDY);
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("[" + file + "] is too long for a token: " + REMEDY);
    }
    String secret = Files.readString(file, StandardCharsets.US_ASCII).strip();
    if (secret.length() < LEAST_CHARACTERS || !secret.matches("[A-Za-z0-9_.~+/=-]+")) {
      throw new IOException("[" + file + "] holds no token: " + REMEDY);
    }
    return new Token(secret);
  }

  /** Whether an {@code Authorization} header shows it; takes as long whatever is shown. */
  public boolean shownBy(String authorization) {
    String scheme = "bearer ";
    if (!authorization.regionMatches(true, 0, scheme, 0, scheme.length())) {
      return false;
    }
    String shown = authorization.substring(scheme.length()).strip();
    return MessageDigest.isEqual(
        shown.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
  }

  /** The header that shows it. */
  public String header() {
    return "Bearer " + secret;
  }

  /**
   * What proves to a holder of the token that the other side holds it, too, without showing it.
   *
   * @param challenge what the one who asks made up
   * @return HMAC-SHA-256 in hex
   */
  public String proof(String challenge) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] of = ("pinakes node " + challenge).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(mac.doFinal(of));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every platform has HMAC-SHA-256", e);
    }
  }
}
