package io.pinakes.p2p.crypto;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.key.PublicKey;
import io.pinakes.core.multiformats.MultiformatException;
import java.util.Arrays;

/**
 * Anything as the protobuf of a key: what is taken has this one encoding, and checks any signature
 * by whatever scheme it is of.
 */
class KeyFuzz {
  private static final byte[] MESSAGE = {1, 2, 3};

  @FuzzTest(maxDuration = "60s")
  void fuzz(byte[] data) {
    try {
      PublicKey key = PublicKey.fromProtobuf(data);
      require(Arrays.equals(key.toProtobuf(), data), "a public key of two encodings");
      require(PeerId.parse(key.peerId().toString()).equals(key.peerId()), "a name of two readings");
      if (key.verify(MESSAGE, data)) {
        throw new AssertionError("[" + key + "] signs everything");
      }
    } catch (MultiformatException e) {
      // what is no key
    }
    try {
      PrivateKey key = PrivateKey.fromProtobuf(data);
      require(Arrays.equals(key.toProtobuf(), data), "a private key of two encodings");
    } catch (MultiformatException e) {
      // what is no key
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
