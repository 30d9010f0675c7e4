package io.pinakes.datasets.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.ipld.Links;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GoldenRecordsTest {
  @Test
  void aDocumentHasTheBytesOfItsLayout() throws IOException {
    Block block = GoldenRecords.document().toBlock();

    assertThat(hex(block))
        .isEqualTo(
            "a864706174686a66696c65732f612e6d646473697a650c6474657874d82a582500015512"
                + "20aa521f610552c2cbec22dc43a6153117c6ccef6a371034183a40141a721e77f2657469"
                + "746c656741207469746c65666368756e6b73a2656c6576656c0067656e747269657381a5"
                + "63656e640c647061676503656368756e6bd82a58250001551220be2c662d43fcbb76951d"
                + "4b5ca39ca5dbb71994ac8ed6be2870bda9b3fe51add6657374617274006768656164696e"
                + "678263546f7063537562667368613235365820aa521f610552c2cbec22dc43a6153117c6"
                + "ccef6a371034183a40141a721e77f2686c616e677561676562656e696d65646961547970"
                + "656d746578742f6d61726b646f776e");
    assertThat(block.cid())
        .hasToString("bafyreibwlmagonr3pk4lyn7skmms7lerqo3gqxdtpvpiwtpound2uoqldi");
    assertThat(Document.decode(block.bytes())).isEqualTo(GoldenRecords.document());
  }

  @Test
  void aDocumentMapHasTheBytesOfItsLayout() throws IOException {
    Cid root = GoldenRecords.documentMap();

    assertThat(root).hasToString("bafyreihi5xlcxv7i5ty3oy2ji37bjrr6elyhgkabyzfrhf5diolzjq3g7i");
    assertThat(hex(GoldenRecords.BLOCKS.get(root).orElseThrow()))
        .isEqualTo(
            "a2656c6576656c0067656e747269657381826a66696c65732f612e6d64d82a5825000171"
                + "1220365b0067363b7ab8bc37f253192fac9183b6685c737d5e8b4deea347aa3a0b1a");
  }

  @Test
  void vectorsHaveTheBytesOfTheirLayout() throws IOException {
    Block block = GoldenRecords.vectors().toBlock();

    assertThat(hex(block))
        .isEqualTo(
            "a5656d6f64656c636d2d31666368756e6b73582401551220be2c662d43fcbb76951d4b5c"
                + "a39ca5dbb71994ac8ed6be2870bda9b3fe51add667766563746f727348003c00b8003466"
                + "2e68656e636f64696e67636631366964696d656e73696f6e04");
    assertThat(Vectors.decode(block.bytes()).vector(0))
        .containsExactly(1f, -0.5f, 0.25f, 0.099975586f);
    assertThat(Vectors.decode(block.bytes()).toBlock()).isEqualTo(block);
  }

  @Test
  void aVectorListHasTheBytesOfItsLayout() throws IOException {
    Cid root = GoldenRecords.vectorList();

    assertThat(root).hasToString("bafyreidjmslw56yneqn2v35adskdb7cjdhdbauhgzyvaf2lo7wahqbb3w4");
    assertThat(hex(GoldenRecords.BLOCKS.get(root).orElseThrow()))
        .isEqualTo(
            "a2656c6576656c0067656e74726965738183d82a582500017112206d8b084e11bbadd544"
                + "3b85d1b1c02b59a1f05c3116e63b9bdfa34236056bc56c58203f68aa801d7ac67b2478cf"
                + "5bf660242dcf25602f56916efe28e12308511b4fed01");
  }

  @Test
  void theRootOfThreeRowsIsThatOfItsDefinition() {
    TreeMap<Cid, byte[]> rows = new TreeMap<>();
    byte[][] halves = {{0, 0, 0, 0x3c}, {0, 0x3c, 0, 0x40}, {0, 0x40, 0, 0x42}};
    for (int i = 0; i < halves.length; i++) {
      rows.put(Cid.of(Multicodec.RAW, new byte[] {(byte) i}), halves[i]);
    }
    Vectors.Builder vectors = new Vectors.Builder("m-1", 2);
    rows.forEach(vectors::add);

    assertThat(HexFormat.of().formatHex(vectors.build().rowTree().root()))
        .isEqualTo("97c0bfafc914b77f5c8a8cd56100e8a5add8ccf48572124c810a4fa4ad384b6c");
  }

  @Test
  void aManifestHasTheBytesOfItsLayout() throws IOException {
    Block block = GoldenRecords.manifest().toBlock();

    assertThat(GoldenRecords.spec().id()).isEqualTo("tiny-4563ab384729");
    assertThat(hex(block))
        .isEqualTo(
            "ad646e616d656670617065727364747970657270696e616b65732f6d616e69666573742f"
                + "31657374617473a36562797465730c666368756e6b730169646f63756d656e747301666d"
                + "6f64656c73a17174696e792d343536336162333834373239ab646e616d656474696e7965"
                + "6d6f64656c582212209372c470eeadd5ecd9c3c74c2b3cb633f8e2f2fad799250a0f70d6"
                + "52b6b825e467706f6f6c696e67646d65616e6772756e74696d65666e6f6e652d31696469"
                + "6d656e73696f6e04696c616e6775616765738162656e696d6178546f6b656e7318806974"
                + "6f6b656e697a6572582212205f97e3774c51edd1d63706c2ec3826c564a067794770cdab"
                + "0f8c4797971cacf96a6e6f726d616c69736564f56b7175657279507265666978606d7061"
                + "737361676550726566697863703a20676372656174656474323032362d31312d32315431"
                + "303a30303a30305a676461746173657458240801122003a107bff3ce10be1d70dd18e74b"
                + "c09967e4d6309ba50d5f1ddc8664125531b8676c6963656e73656943432d42592d342e30"
                + "67766563746f7273a17174696e792d343536336162333834373239d82a58250001711220"
                + "6964976efb0d241baaefa01c9430fc4919c61050e6ce2a02e96efd8078043bb767766572"
                + "73696f6e0268706970656c696e65a2676368756e6b657263632f316a6578747261637469"
                + "6f6e63782f316870726576696f75735824017112206db7d803e74f1ffa7d8f5adc0bf95b"
                + "3e15bf4c8373fffadf546227cc6c6742cb69646f63756d656e7473d82a58250001711220"
                + "e8edd62bd7e8ecf1b7634946fe14c63e22f0732801c64b1397a3439794c366fa6b646573"
                + "6372697074696f6e6b536f6d6520706170657273");
    assertThat(block.cid())
        .hasToString("bafyreihutgncmvyybx4kmx4iurbsa4rv3dpbjggnvz6cpbi4olf3kwkbay");
    assertThat(Manifest.decode(block.bytes())).isEqualTo(GoldenRecords.manifest());
  }

  @Test
  void aHeadHasTheBytesOfItsLayoutAndTheSignatureOfAnotherImplementation() throws IOException {
    Block block = GoldenRecords.head().toBlock();

    assertThat(hex(block))
        .isEqualTo(
            "a6676461746173657458240801122003a107bff3ce10be1d70dd18e74bc09967e4d6309b"
                + "a50d5f1ddc8664125531b86776657273696f6e02686d616e6966657374d82a5825000171"
                + "1220f4999a2657180df8a65f88a443207235d8de1498cdae7c27851c72cbb55941066873"
                + "657175656e636507697369676e6174757265584029ff1a20a20333b55647b2f71edcf25f"
                + "fefd72de83db8b5c8c4faeaf3bce931582f1e843026326a3373fd11e27c821486ea00d99"
                + "747cd0bba2cd721e82ba02076a76616c6964556e74696c74323032372d31312d32315431"
                + "303a30303a30305a");
    Head read = Head.decode(block.bytes());
    assertThat(read).isEqualTo(GoldenRecords.head());
    assertThat(read.proves(GoldenRecords.manifest().toBlock().cid(), GoldenRecords.manifest()))
        .isTrue();
  }

  @Test
  void manifestsAndHeadsLinkOnlyWhatAVersionConsistsOf() throws IOException {
    Manifest manifest = GoldenRecords.manifest();

    assertThat(Links.of(manifest.toBlock().cid(), manifest.toBlock().bytes()))
        .containsExactlyInAnyOrder(manifest.documents(), manifest.vectorList());
    assertThat(Links.of(vectors().cid(), vectors().bytes())).isEmpty();
    assertThat(
            Links.of(GoldenRecords.head().toBlock().cid(), GoldenRecords.head().toBlock().bytes()))
        .isEqualTo(List.of(manifest.toBlock().cid()));
  }

  private static Block vectors() {
    return GoldenRecords.vectors().toBlock();
  }

  private static String hex(Block block) {
    return hex(block.bytes());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
