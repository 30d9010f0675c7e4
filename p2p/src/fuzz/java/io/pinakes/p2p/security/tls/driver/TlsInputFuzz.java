package io.pinakes.p2p.security.tls.driver;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.ReservedBuffer;
import io.pinakes.p2p.resource.ResourceLimits;
import io.pinakes.p2p.resource.ScopeTree;
import io.pinakes.p2p.resource.Turn;
import io.pinakes.p2p.security.HandshakeException;
import io.pinakes.p2p.security.Pieces;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Anything as records, in pieces of any size, read by any amounts: first as a stranger's, whose
 * records are refused by their heads, then as those of a peer that is known.
 */
class TlsInputFuzz {
  private static final int CHOICES = 3;
  private static final int HEAD_BYTES = 5;
  private static final PeerId PEER =
      PrivateKey.generateEd25519(new SplittableRandom(1)).publicKey().peerId();

  @FuzzTest(maxDuration = "60s")
  void fuzz(byte[] data) throws IOException {
    if (data.length < CHOICES) {
      return;
    }
    int piece = 1 + (data[0] & 0xff) * (data[0] & 0xff);
    int most = 1 + (data[1] & 0xff) * 16;
    int readsOfStranger = data[2] & 0xff;
    byte[] bytes = Arrays.copyOfRange(data, CHOICES, data.length);
    ScopeTree tree = new ScopeTree(ResourceLimits.ofMemory(16 << 20), Turn.immediate());
    ConnectionScope scope = tree.openConnection(Direction.INBOUND, "");
    Pieces channel = new Pieces(bytes, piece);
    TlsOutput output = new TlsOutput(channel, new ReservedBuffer(scope));
    TlsInput input = new TlsInput(channel, output, new ReservedBuffer(scope));
    int at = ofStranger(bytes, input, most, readsOfStranger);
    if (at >= 0) {
      scope.authenticated(PEER);
      input.handshakeIsDone();
      ofPeer(bytes, at, input, channel, most);
    }
    scope.close();
  }

  /** How far was read; -1 if it was refused, or is over. */
  private static int ofStranger(byte[] bytes, TlsInput input, int most, int reads)
      throws IOException {
    int refusedAt = refusedAt(bytes);
    byte[] into = new byte[most];
    int at = 0;
    for (int i = 0; i < reads; i++) {
      int count;
      try {
        count = input.read(into, 0, most);
      } catch (HandshakeException e) {
        require(at + most > refusedAt, "refused at [" + at + "] instead of [" + refusedAt + "]");
        return -1;
      }
      if (count < 0) {
        require(at == bytes.length, "an end at [" + at + "] of [" + bytes.length + "]");
        return -1;
      }
      requireSame(bytes, at, into, count);
      at += count;
      require(at <= refusedAt, "let through at [" + at + "] though over at [" + refusedAt + "]");
    }
    return at;
  }

  /** The byte with which a stranger has said too much. */
  private static int refusedAt(byte[] bytes) {
    int at = 0;
    while (at + HEAD_BYTES <= bytes.length) {
      int length = (bytes[at + 3] & 0xff) << 8 | bytes[at + 4] & 0xff;
      if (length > TlsSecurity.MAX_MESSAGE_BYTES) {
        return Math.min(at + HEAD_BYTES - 1, TlsSecurity.MAX_HANDSHAKE_BYTES);
      }
      at += HEAD_BYTES + length;
    }
    return TlsSecurity.MAX_HANDSHAKE_BYTES;
  }

  private static void ofPeer(byte[] bytes, int from, TlsInput input, Pieces channel, int most)
      throws IOException {
    int at = from;
    byte[] into = new byte[HEAD_BYTES + 0xffff];
    while (true) {
      int before = channel.reads();
      boolean isHere = input.holdsRecord();
      int wanted = most;
      if (isHere) {
        wanted = HEAD_BYTES + ((bytes[at + 3] & 0xff) << 8 | bytes[at + 4] & 0xff);
      }
      int count = input.read(into, 0, wanted);
      if (count < 0) {
        require(at == bytes.length, "an end at [" + at + "] of [" + bytes.length + "]");
        return;
      }
      require(!isHere || count == wanted && channel.reads() == before, "a record is not here");
      requireSame(bytes, at, into, count);
      at += count;
    }
  }

  private static void requireSame(byte[] bytes, int at, byte[] read, int count) {
    require(Arrays.equals(bytes, at, at + count, read, 0, count), "other bytes than came");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
