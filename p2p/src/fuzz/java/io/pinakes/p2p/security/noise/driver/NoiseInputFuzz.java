package io.pinakes.p2p.security.noise.driver;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.ResourceLimits;
import io.pinakes.p2p.resource.ScopeTree;
import io.pinakes.p2p.resource.Turn;
import io.pinakes.p2p.security.Pieces;
import io.pinakes.p2p.security.noise.NoiseHandshake;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Anything as messages with lengths, in pieces of any size: some of a stranger, the rest of a peer
 * that is known. Whole messages are cut out as they are, and only those that may be so long.
 */
class NoiseInputFuzz {
  private static final int OF_A_STRANGER = 2;
  private static final int LONGEST = 0xffff;
  private static final PeerId PEER =
      PrivateKey.generateEd25519(new SplittableRandom(1)).publicKey().peerId();

  @FuzzTest(maxDuration = "60s")
  void fuzz(byte[] data) throws IOException {
    if (data.length == 0) {
      return;
    }
    int piece = 1 + (data[0] & 0xff) * (data[0] & 0xff);
    byte[] bytes = Arrays.copyOfRange(data, 1, data.length);
    ScopeTree tree = new ScopeTree(ResourceLimits.ofMemory(16 << 20), Turn.immediate());
    ConnectionScope scope = tree.openConnection(Direction.INBOUND, "");
    cut(bytes, new NoiseInput(new Pieces(bytes, piece), scope), scope);
    scope.close();
  }

  private static void cut(byte[] bytes, NoiseInput input, ConnectionScope scope)
      throws IOException {
    int at = 0;
    for (int message = 0; at >= 0; message++) {
      if (message == OF_A_STRANGER) {
        scope.authenticated(PEER);
      }
      int most = message < OF_A_STRANGER ? NoiseHandshake.MAX_MESSAGE_BYTES : LONGEST;
      at = cutNext(bytes, at, most, input);
    }
  }

  /** Where the next message begins; -1 if there is none, for whatever reason. */
  private static int cutNext(byte[] bytes, int at, int most, NoiseInput input) throws IOException {
    int left = bytes.length - at;
    int length = left < 2 ? 0 : (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    boolean whole = left >= 2 && left - 2 >= length && length <= most;
    int cut;
    try {
      cut = input.next(most);
    } catch (EOFException e) {
      require(left > 0 && left - 2 < length && length <= most, "an end where none is");
      return -1;
    } catch (IOException e) {
      require(length > most, "a message of [" + length + "] is refused");
      return -1;
    }
    if (cut < 0) {
      require(left == 0, "an end before [" + left + "] bytes");
      return -1;
    }
    require(whole && cut == length, "[" + cut + "] bytes of a message of [" + length + "]");
    int from = input.messageAt(length);
    byte[] found = Arrays.copyOfRange(input.array(), from, from + length);
    require(
        Arrays.equals(found, Arrays.copyOfRange(bytes, at + 2, at + 2 + length)), "other bytes");
    return at + 2 + length;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
