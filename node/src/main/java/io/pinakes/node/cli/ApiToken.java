package io.pinakes.node.cli;

import io.pinakes.datasets.home.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret that users of a home's API show, in {@code keys/api-token}, for its owner to read. */
final class ApiToken {
  private static final int BYTES = 24;

  private ApiToken() {}

  static Path file(Path home) {
    return home.resolve("keys").resolve("api-token");
  }

  /** The token; with the first use of it, it is made. To be called by the home's writer. */
  static String of(Path home) throws IOException {
    Path file = file(home);
    if (!Files.exists(file)) {
      byte[] secret = new byte[BYTES];
      new SecureRandom().nextBytes(secret);
      // Hex: a token is typed as an argument, where one that began with a dash would be an option.
      String token = HexFormat.of().formatHex(secret);
      PrivateFiles.write(file, (token + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return Files.readString(file).strip();
  }
}
