package io.pinakes.p2p.security.pnet;

import io.pinakes.p2p.crypto.XSalsa20;
import java.util.HexFormat;
import java.util.List;

/**
 * The key of a private network. As a file, which go and js call {@code swarm.key}:
 *
 * <pre>{@code
 * /key/swarm/psk/1.0.0/
 * /base16/
 * 64 hexadecimal digits
 * }</pre>
 */
public final class PreSharedKey {
  private static final String HEAD = "/key/swarm/psk/1.0.0/";
  private static final String CODING = "/base16/";

  private final byte[] key;

  private PreSharedKey(byte[] key) {
    this.key = key;
  }

  /** Of these 32 bytes. */
  public static PreSharedKey of(byte[] key) {
    if (key.length != XSalsa20.KEY_BYTES) {
      throw new IllegalArgumentException("pre-shared key of [" + key.length + "] bytes");
    }
    return new PreSharedKey(key.clone());
  }

  /** Parses the text of a file; messages never hold the key. */
  public static PreSharedKey parse(String text) {
    List<String> lines = text.lines().map(String::strip).filter(it -> !it.isEmpty()).toList();
    if (lines.size() != 3 || !lines.get(0).equals(HEAD) || !lines.get(1).equals(CODING)) {
      throw new IllegalArgumentException("no pre-shared key in base16: [" + HEAD + "] is expected");
    }
    try {
      return of(HexFormat.of().parseHex(lines.get(2)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the pre-shared key is not 64 hexadecimal digits");
    }
  }

  /** The text of a file. */
  public String print() {
    return HEAD + "\n" + CODING + "\n" + HexFormat.of().formatHex(key) + "\n";
  }

  /** A cipher for one direction, whose sender has chosen that nonce. */
  public XSalsa20 cipher(byte[] nonce) {
    return new XSalsa20(key, nonce);
  }

  @Override
  public String toString() {
    return "pre-shared key";
  }
}
