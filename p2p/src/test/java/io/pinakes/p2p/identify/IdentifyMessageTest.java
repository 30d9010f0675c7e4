package io.pinakes.p2p.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.p2p.record.PeerRecord;
import io.pinakes.p2p.wire.ProtobufWriter;
import io.pinakes.p2p.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class IdentifyMessageTest {
  private static final PrivateKey KEY = PrivateKey.generateEd25519(new SplittableRandom(1));
  private static final Multiaddr HOME = Multiaddr.parse("/ip4/192.0.2.1/tcp/4001");
  private static final PeerRecord RECORD =
      new PeerRecord(KEY.publicKey().peerId(), 7, List.of(HOME));
  private static final IdentifyMessage MESSAGE =
      new IdentifyMessage(
          Optional.of(KEY.publicKey()),
          List.of(HOME),
          List.of("/a", "/b"),
          Optional.of(HOME),
          Optional.of("ipfs/0.1.0"),
          Optional.of("pinakes"),
          Optional.of(RECORD));

  @Test
  void whatIsSaidIsHeard() throws Exception {
    assertThat(IdentifyMessage.decode(said())).isEqualTo(MESSAGE);
  }

  @Test
  void severalMessagesAreReadAsOne() throws Exception {
    byte[] more = new ProtobufWriter().text(3, "/c").text(6, "other").toBytes();
    byte[] both = Arrays.copyOf(said(), said().length + more.length);
    System.arraycopy(more, 0, both, said().length, more.length);

    IdentifyMessage merged = IdentifyMessage.decode(both);

    assertThat(merged.protocols()).containsExactly("/a", "/b", "/c");
    assertThat(merged.agent()).contains("other");
    assertThat(merged.addresses()).containsExactly(HOME);
  }

  @Test
  void whatIsTooLongForRustIsSplitAndReadAsOneAgain() throws Exception {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.add("/a/protocol/of/some/length/" + i);
    }
    IdentifyMessage message =
        new IdentifyMessage(
            MESSAGE.key(),
            MESSAGE.addresses(),
            many,
            MESSAGE.observed(),
            MESSAGE.protocolVersion(),
            MESSAGE.agent(),
            Optional.empty());

    List<byte[]> parts =
        message.split(Optional.of(RECORD.seal(KEY).toBytes()), Identify.MAX_SENT_BYTES);

    assertThat(parts).hasSizeBetween(2, 4).allMatch(part -> part.length <= 4_096);
    assertThat(IdentifyMessage.decode(parts.getFirst()).key()).isEqualTo(MESSAGE.key());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    IdentifyMessage heard = IdentifyMessage.decode(all.toByteArray());
    assertThat(heard.protocols()).isEqualTo(many);
    assertThat(heard.record().orElseThrow()).isEqualTo(RECORD);
  }

  @Test
  void ofAPushOnlyWhatIsThereChanges() throws Exception {
    IdentifyMessage push = IdentifyMessage.decode(new ProtobufWriter().text(3, "/only").toBytes());

    IdentifyMessage updated = MESSAGE.updatedBy(push);

    assertThat(updated.protocols()).containsExactly("/only");
    assertThat(updated.agent()).contains("pinakes");
    assertThat(updated.addresses()).containsExactly(HOME);
  }

  @Test
  void addressesOfUnknownKindsAndRecordsThatDoNotCheckArePassedOver() throws Exception {
    byte[] strange =
        new ProtobufWriter().bytes(2, new byte[] {-1, 127}).bytes(8, new byte[] {1}).toBytes();

    IdentifyMessage heard = IdentifyMessage.decode(strange);

    assertThat(heard.addresses()).isEmpty();
    assertThat(heard.record()).isEmpty();
  }

  /** Each costs a signature's check, and 80 KiB hold five hundred. */
  @Test
  void ofManyRecordsOnlyTheLastIsOpened() throws Exception {
    ProtobufWriter many = new ProtobufWriter();
    for (int i = 0; i < 100; i++) {
      many.bytes(8, new byte[] {(byte) i});
    }
    List<byte[]> opened = new ArrayList<>();

    IdentifyMessage heard =
        IdentifyMessage.decode(
            many.bytes(8, RECORD.seal(KEY).toBytes()).toBytes(),
            bytes -> {
              opened.add(bytes);
              return Optional.of(RECORD);
            });

    assertThat(opened).singleElement().isEqualTo(RECORD.seal(KEY).toBytes());
    assertThat(heard.record()).contains(RECORD);
  }

  @Test
  void ofManyKeysOnlyTheLastIsReadWhateverTheOthersAre() throws Exception {
    ProtobufWriter keys = new ProtobufWriter().bytes(1, new byte[] {1});

    assertThat(IdentifyMessage.decode(keys.bytes(1, KEY.publicKey().toProtobuf()).toBytes()).key())
        .contains(KEY.publicKey());
    assertThatThrownBy(() -> IdentifyMessage.decode(keys.bytes(1, new byte[] {1}).toBytes()))
        .isInstanceOf(WireException.class);
  }

  @Test
  void textsAreBoundedAndOfTooManyProtocolsTheFirstAreKept() throws Exception {
    ProtobufWriter many = new ProtobufWriter();
    for (int i = 0; i < 1_100; i++) {
      many.text(3, "/" + i);
    }

    assertThat(IdentifyMessage.decode(many.toBytes()).protocols()).hasSize(1_024);
    assertThatThrownBy(
            () -> IdentifyMessage.decode(new ProtobufWriter().text(6, "x".repeat(1_025)).toBytes()))
        .isInstanceOf(WireException.class);
  }

  @Test
  void addressesOfMoreThanTenPartsOr256BytesArePassedOver() throws Exception {
    Multiaddr ten = Multiaddr.parse("/ip4/8.8.8.8" + "/tcp/1".repeat(9));
    Multiaddr eleven = Multiaddr.parse("/ip4/8.8.8.8" + "/tcp/1".repeat(10));
    Multiaddr longest = Multiaddr.parse("/dns4/" + "x".repeat(253));
    Multiaddr tooLong = Multiaddr.parse("/dns4/" + "x".repeat(254));
    assertThat(longest.toBytes()).hasSize(256);
    PeerRecord all =
        new PeerRecord(KEY.publicKey().peerId(), 7, List.of(ten, eleven, longest, tooLong));
    ProtobufWriter said = new ProtobufWriter().bytes(4, tooLong.toBytes());
    all.addresses().forEach(address -> said.bytes(2, address.toBytes()));
    said.bytes(8, all.seal(KEY).toBytes());

    IdentifyMessage heard = IdentifyMessage.decode(said.toBytes());

    assertThat(heard.addresses()).containsExactly(ten, longest);
    assertThat(heard.observed()).isEmpty();
    assertThat(heard.record().orElseThrow().addresses()).containsExactly(ten, longest);
  }

  /** Each part is four objects: itself, its bytes, its text and that one's bytes. */
  @Test
  void theMostThatOneCanSayIsPricedByItsPartsAndIsLessThanOneAndAQuarterMebibytes()
      throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    List<Multiaddr> signed = new ArrayList<>();
    for (int i = 0; i < IdentifyMessage.MAX_ADDRESSES; i++) {
      Multiaddr address = Multiaddr.parse("/ip4/8.8.8.8" + ("/tcp/" + (60_000 + i)).repeat(9));
      said.writeBytes(new ProtobufWriter().bytes(2, address.toBytes()).toBytes());
      if (signed.size() < PeerRecord.MAX_ADDRESSES) {
        signed.add(address);
      }
    }
    PeerRecord record = new PeerRecord(KEY.publicKey().peerId(), 7, signed);
    said.writeBytes(new ProtobufWriter().bytes(8, record.seal(KEY).toBytes()).toBytes());
    int most = Identify.MAX_MESSAGES * Identify.MAX_MESSAGE_BYTES;
    for (int i = 0; i < IdentifyMessage.MAX_PROTOCOLS; i++) {
      int left = (most - said.size()) / (IdentifyMessage.MAX_PROTOCOLS - i);
      said.writeBytes(new ProtobufWriter().text(3, "p".repeat(left - 2)).toBytes());
    }
    assertThat(said.size()).isBetween(most - 100, most);

    IdentifyMessage heard = IdentifyMessage.decode(said.toByteArray());

    assertThat(heard.addresses()).hasSize(500);
    assertThat(heard.record().orElseThrow().addresses()).hasSize(100);
    assertThat(heard.heldBytes()).isBetween(600 * 10 * 96L + 1_024 * 256, 5L << 18);
  }

  @SeededTest(times = 1_000)
  void noBytesThrowAnythingButAWireException(RandomGenerator random) {
    byte[] bytes = said();
    for (int i = 0; i < 3; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    try {
      assertThat(IdentifyMessage.decode(bytes).protocols()).hasSizeLessThan(1_025);
    } catch (WireException expected) {
      assertThat(expected.getMessage()).isNotEmpty();
    }
  }

  private static byte[] said() {
    return MESSAGE.encode(Optional.of(RECORD.seal(KEY).toBytes()));
  }
}
