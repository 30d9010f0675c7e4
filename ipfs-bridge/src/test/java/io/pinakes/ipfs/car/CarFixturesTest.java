package io.pinakes.ipfs.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.testing.SharedData;
import io.pinakes.ipfs.blockstore.HashMismatchException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import io.pinakes.ipfs.ipld.dagpb.DagPb;
import io.pinakes.ipfs.ipld.raw.Raw;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The archives that go-car, js-car and the IPLD project publish, whole and corrupt. */
class CarFixturesTest {
  /** How many blocks each whole archive holds, counted by a reader written in another language. */
  private static final Map<String, Integer> WHOLE = new TreeMap<>();

  /** What is wrong with each of the others. */
  private static final Map<String, String> CORRUPT = new TreeMap<>();

  static {
    WHOLE.put(Archives.GO_INPUTS + "simple-unixfs-missing-blocks.car", 17);
    WHOLE.put(Archives.GO_INPUTS + "simple-unixfs.car", 22);
    WHOLE.put(Archives.GO + "sample-rw-bs-v2.car", 3);
    WHOLE.put(Archives.GO + "sample-unixfs-v2.car", 3);
    WHOLE.put(Archives.JS + "sample-rw-bs-v2.car", 3);
    WHOLE.put(Archives.JS + "sample-unixfs-v2.car", 3);
    WHOLE.put(Archives.JS + "sample-v1.car", 1049);
    WHOLE.put(Archives.JS + "sample-v2-indexless.car", 1049);
    WHOLE.put(Archives.JS + "sample-wrapped-v2.car", 1049);
    WHOLE.put(Archives.IPLD + "advanced-data-layouts/hamt/fixture/alice-words/hamt.car", 36);
    WHOLE.put(Archives.IPLD + "selectors/fixtures/selector-fixtures-adl.car", 5);
    WHOLE.put(Archives.IPLD + "transport/car/fixture/carv1-basic/carv1-basic.car", 8);
    WHOLE.put(Archives.IPLD + "transport/car/fixture/carv2-basic/carv2-basic.car", 5);

    CORRUPT.put(Archives.GO_INPUTS + "badheaderlength.car", "over the limit");
    CORRUPT.put(Archives.GO_INPUTS + "badsectionlength.car", "over the limit");
    CORRUPT.put(Archives.GO + "sample-v1-with-zero-len-section2.car", "length zero");
    CORRUPT.put(Archives.JS + "sample-v1-with-zero-len-section2.car", "length zero");
    for (String folder : List.of(Archives.GO, Archives.JS)) {
      CORRUPT.put(folder + "sample-corrupt-pragma.car", "cut short");
      CORRUPT.put(folder + "sample-rootless-v42.car", "version [42]");
    }
    CORRUPT.put(Archives.JS + "sample-v2-corrupt-data-and-index.car", "data offset");
  }

  @Test
  void everyWholeArchiveIsReadBlockByBlock() throws IOException {
    Map<String, Integer> read = new TreeMap<>();
    for (String file : WHOLE.keySet()) {
      read.put(file, Archives.blocks(SharedData.bytes(file)).size());
    }
    assertThat(read).isEqualTo(WHOLE).hasSize(13);
  }

  @Test
  void everyCorruptArchiveIsRefusedWithItsReason() {
    CORRUPT.forEach(
        (file, because) -> {
          assertThatThrownBy(() -> Archives.blocks(SharedData.bytes(file)))
              .as(file)
              .isInstanceOf(CarException.class)
              .hasMessageContaining(because);
          assertThatThrownBy(() -> CarFile.open(SharedData.path(file), CarOptions.DEFAULT).close())
              .as(file)
              .isInstanceOf(CarException.class);
        });
    assertThat(CORRUPT).hasSize(9);
  }

  @Test
  void noArchiveOfTheFoldersIsLeftOut() throws IOException {
    int files = 0;
    for (String folder : List.of("go-car-fixtures", "js-car-fixtures", "ipld-car-fixtures")) {
      files += Archives.files("fixtures/" + folder, ".car").size();
    }
    assertThat(files).isEqualTo(WHOLE.size() + CORRUPT.size());
  }

  @Test
  void theCorporaThatBrokeGoCarAreRefused() throws IOException {
    int files = 0;
    for (Path file : Archives.files(Archives.GO + "fuzz", "")) {
      if (Files.isRegularFile(file)) {
        byte[] archive = GoQuoted.bytesIn(Files.readString(file));
        assertThatThrownBy(() -> Archives.blocks(archive))
            .as("%s", file)
            .isInstanceOfAny(CarException.class, HashMismatchException.class);
        files++;
      }
    }
    assertThat(files).isEqualTo(4);
  }

  @Test
  void aSectionOfLengthZeroEndsTheArchiveWhereThatIsAskedFor() throws IOException {
    for (String folder : List.of(Archives.GO, Archives.JS)) {
      String file = folder + "sample-v1-with-zero-len-section2.car";
      CarOptions lenient = CarOptions.DEFAULT.endingAtZeroSection();
      List<CarSection> sections = Archives.sections(SharedData.bytes(file), lenient);
      assertThat(sections).hasSize(20);
      try (CarFile archive = CarFile.open(SharedData.path(file), lenient)) {
        assertThat(archive.has(sections.getLast().block().cid())).isTrue();
      }
    }
  }

  @Test
  void theDescribedArchivesHaveTheirBlocksWhereTheDescriptionSays() throws IOException {
    int described = 0;
    // The payload of version 2 begins behind its pragma and header, from which offsets count.
    for (var payload : Map.of("carv1-basic", 0L, "carv2-basic", 51L).entrySet()) {
      String base = Archives.IPLD + "transport/car/fixture/" + payload.getKey() + "/";
      byte[] archive = SharedData.bytes(base + payload.getKey() + ".car");
      MapNode description =
          (MapNode) DagJson.RELAXED.decode(SharedData.bytes(base + payload.getKey() + ".json"));
      CarReader reader = CarReader.open(new ByteArrayInputStream(archive));
      assertThat(reader.version()).isEqualTo((int) description.map("header").integer("version"));
      assertThat(reader.roots()).isEqualTo(description.map("header").list("roots").links());

      ListNode blocks = description.list("blocks");
      List<CarSection> sections = Archives.rest(reader);
      assertThat(sections).hasSize(blocks.size());
      for (int i = 0; i < sections.size(); i++) {
        CarSection section = sections.get(i);
        MapNode block = blocks.map(i);
        Cid cid = section.block().cid();
        assertThat(cid).isEqualTo(block.link("cid"));
        assertThat(section.offset() + payload.getValue()).isEqualTo(block.integer("offset"));
        assertThat(section.blockOffset() + payload.getValue())
            .isEqualTo(block.integer("blockOffset"));
        assertThat(section.block().size()).isEqualTo((int) block.integer("blockLength"));
        assertThat(decode(section)).isEqualTo(block.get("content"));
        described++;
      }
    }
    assertThat(described).isEqualTo(13);
  }

  @Test
  void theArchiveOfTheCodecFixturesHoldsEachOfTheirBlocks() throws IOException {
    Map<Cid, byte[]> files = new LinkedHashMap<>();
    for (Path file : Archives.files("fixtures/ipld-codec-fixtures/fixtures", "")) {
      String name = file.getFileName().toString();
      if (Files.isRegularFile(file)) {
        files.put(Cid.parse(name.substring(0, name.indexOf('.'))), Files.readAllBytes(file));
      }
    }
    byte[] archive = SharedData.bytes("fixtures/ipld-codec-fixtures/fixtures.car");
    int blocks = 0;
    for (CarSection section : Archives.sections(archive, CarOptions.DEFAULT)) {
      byte[] file = Optional.ofNullable(files.get(section.block().cid())).orElseThrow();
      assertThat(section.block().bytes()).isEqualTo(file);
      blocks++;
    }
    assertThat(blocks).isEqualTo(files.size()).isEqualTo(273);
  }

  @Test
  void theArchivesOfTheGatewaySuitesAreReadWhole() throws IOException {
    int archives = 0;
    int blocks = 0;
    for (String folder : List.of("gateway-conformance", "boxo-gateway-testdata")) {
      for (Path file : Archives.files("fixtures/" + folder, ".car")) {
        blocks += Archives.blocks(Files.readAllBytes(file)).size();
        archives++;
      }
    }
    assertThat(archives).isEqualTo(39);
    assertThat(blocks).isEqualTo(959);
  }

  private static Node decode(CarSection section) throws IOException {
    byte[] bytes = section.block().bytes();
    return switch ((int) section.block().cid().codec()) {
      case 0x55 -> Raw.INSTANCE.decode(bytes);
      case 0x70 -> DagPb.INSTANCE.decode(bytes);
      case 0x71 -> DagCbor.STRICT.decode(bytes);
      default -> throw new AssertionError(section.block().cid());
    };
  }
}
