package io.pinakes.ingest.embed;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.multiformats.Multihash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of files, which may be larger than memory. */
final class Digests {
  private static final int BUFFER_BYTES = 1 << 16;

  private Digests() {}

  /** The digest of a file. */
  static Multihash of(Path file) throws IOException {
    MessageDigest sha256 = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
      }
    }
    return Multihash.of(Multihash.SHA2_256, sha256.digest());
  }

  /** Whether the files are those that a spec names. */
  static boolean matches(EmbeddingRuntime.ModelFiles files, ModelSpec spec) throws IOException {
    return of(files.tokenizer()).equals(spec.tokenizerDigest())
        && of(files.model()).equals(spec.modelDigest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
