package io.pinakes.core.hash;

import io.pinakes.core.hash.HashFunction.Algorithm;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All functions that Pinakes can compute, by number and name (multiformats/multicodec, tag
 * multihash). The identity is not among them: its digest is the content.
 */
public final class HashFunctions {
  /** The longest digest that an extendable function is asked for, in bytes. */
  static final int MAX_EXTENDED_BYTES = 128;

  private static final long BLAKE2B = 0xb200;
  private static final long BLAKE2S = 0xb240;

  /** BLAKE2 shorter than this is not trusted: 20 bytes are where boxo draws the line. */
  private static final int BLAKE2_TRUSTED_BYTES = 20;

  /** SHA-256, the function of every CID that Pinakes makes. */
  public static final HashFunction SHA2_256 =
      fixed(0x12, "sha2-256", 32, true, Jdk.of("SHA-256")::digest);

  private static final Map<Long, HashFunction> BY_CODE = new LinkedHashMap<>();
  private static final Map<String, HashFunction> BY_NAME = new LinkedHashMap<>();

  static {
    addSha();
    addKeccak();
    addBlake();
    add(fixed(0x22, "murmur3-x64-64", 8, false, Murmur3::x64));
    add(fixed(0x1022, "murmur3-x64-128", 16, false, Murmur3::x64));
  }

  private HashFunctions() {}

  /** Finds a function by its multicodec number. */
  public static Optional<HashFunction> byCode(long code) {
    return code == SHA2_256.code() // nearly every question, and no boxed number for it
        ? Optional.of(SHA2_256)
        : Optional.ofNullable(BY_CODE.get(code));
  }

  /** Finds a function by its multicodec name. */
  public static Optional<HashFunction> byName(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** All functions, in a fixed order. */
  public static Collection<HashFunction> all() {
    return Collections.unmodifiableCollection(BY_CODE.values());
  }

  private static void addSha() {
    add(fixed(0x11, "sha1", 20, true, Jdk.of("SHA-1")::digest));
    add(SHA2_256);
    add(fixed(0x13, "sha2-512", 64, true, Jdk.of("SHA-512")::digest));
    add(fixed(0x20, "sha2-384", 48, false, Jdk.of("SHA-384")::digest));
    add(fixed(0x1013, "sha2-224", 28, false, Jdk.of("SHA-224")::digest));
    add(fixed(0x1015, "sha2-512-256", 32, false, Jdk.of("SHA-512/256")::digest));
    Jdk sha256 = Jdk.of("SHA-256");
    add(
        fixed(
            0x56,
            "dbl-sha2-256",
            32,
            true,
            (content, length) -> sha256.digest(sha256.digest(content, 32), length)));
    add(fixed(0x17, "sha3-224", 28, true, Jdk.of("SHA3-224")::digest));
    add(fixed(0x16, "sha3-256", 32, true, Jdk.of("SHA3-256")::digest));
    add(fixed(0x15, "sha3-384", 48, true, Jdk.of("SHA3-384")::digest));
    add(fixed(0x14, "sha3-512", 64, true, Jdk.of("SHA3-512")::digest));
  }

  private static void addKeccak() {
    add(fixed(0x1a, "keccak-224", 28, true, Keccak.original(28)));
    add(fixed(0x1b, "keccak-256", 32, true, Keccak.original(32)));
    add(fixed(0x1c, "keccak-384", 48, true, Keccak.original(48)));
    add(fixed(0x1d, "keccak-512", 64, true, Keccak.original(64)));
    add(extendable(0x18, "shake-128", 32, false, Keccak.shake(128)));
    add(extendable(0x19, "shake-256", 64, true, Keccak.shake(256)));
  }

  private static void addBlake() {
    add(extendable(0x1e, "blake3", 32, true, Blake3::digest));
    for (int bytes = 1; bytes <= Blake2b.MAX_DIGEST_BYTES; bytes++) {
      int own = bytes;
      add(
          fixed(
              BLAKE2B + bytes,
              "blake2b-" + 8 * bytes,
              bytes,
              bytes >= BLAKE2_TRUSTED_BYTES,
              (content, length) -> prefix(Blake2b.digest(content, own), length)));
    }
    for (int bytes = 1; bytes <= Blake2s.MAX_DIGEST_BYTES; bytes++) {
      int own = bytes;
      add(
          fixed(
              BLAKE2S + bytes,
              "blake2s-" + 8 * bytes,
              bytes,
              bytes >= BLAKE2_TRUSTED_BYTES,
              (content, length) -> prefix(Blake2s.digest(content, own), length)));
    }
  }

  private static HashFunction fixed(
      long code, String name, int bytes, boolean trusted, Algorithm algorithm) {
    return new HashFunction(code, name, bytes, bytes, trusted, algorithm);
  }

  private static HashFunction extendable(
      long code, String name, int bytes, boolean trusted, Algorithm algorithm) {
    return new HashFunction(code, name, bytes, MAX_EXTENDED_BYTES, trusted, algorithm);
  }

  private static void add(HashFunction function) {
    BY_CODE.put(function.code(), function);
    BY_NAME.put(function.name(), function);
  }

  static byte[] prefix(byte[] digest, int length) {
    return length == digest.length ? digest : Arrays.copyOf(digest, length);
  }

  /**
   * A function of the JDK. Each use clones a prototype that is never fed: that costs a tenth of a
   * look-up by name, and leaves no instance in each of a million virtual threads.
   */
  private record Jdk(MessageDigest prototype) {
    static Jdk of(String algorithm) {
      try {
        return new Jdk(MessageDigest.getInstance(algorithm));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has " + algorithm, e);
      }
    }

    byte[] digest(byte[] content, int length) {
      try {
        return prefix(((MessageDigest) prototype.clone()).digest(content), length);
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("the JDK's digests can be cloned", e);
      }
    }
  }
}
