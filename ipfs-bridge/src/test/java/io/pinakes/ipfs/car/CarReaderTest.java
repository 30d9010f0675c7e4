package io.pinakes.ipfs.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.HashMismatchException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CarReaderTest {
  private static final Block BLOCK = Block.of(0x55, new byte[] {1, 2, 3});
  private static final Cid ELSEWHERE = Block.of(0x55, new byte[] {9}).cid();

  /** {@code {roots: [], version: 1}} behind its length. */
  private static final String HEADER = "11a265726f6f7473806776657273696f6e01";

  private static final String PRAGMA = "0aa16776657273696f6e02";

  @Test
  void takesNoRootsRootsThatAreMissingAndNoBlocks() throws IOException {
    assertThat(open(HEADER).roots()).isEmpty();
    assertThat(open(HEADER).next()).isEmpty();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CarWriter.v1(out, List.of(ELSEWHERE, ELSEWHERE)).finish();
    CarReader reader = CarReader.open(new ByteArrayInputStream(out.toByteArray()));
    assertThat(reader.roots()).containsExactly(ELSEWHERE, ELSEWHERE);
    assertThat(reader.next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0aa16776657273696f6e01", // without the field
        "11a265726f6f7473f66776657273696f6e01", // null, from Go
        "11a26776657273696f6e0165726f6f747380", // keys in the order of early writers
      })
  void takesTheHeadersOfOtherWriters(String header) throws IOException {
    CarReader reader = open(header);
    assertThat(reader.version()).isEqualTo(1);
    assertThat(reader.roots()).isEmpty();
    assertThat(reader.next()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', empty",
    "00, cut short",
    "11a265726f6f7473, cut short",
    "80, cut short in a length",
    "8100, minimal",
    "ffffffffffffffffff01, more than [9]",
    "808080808001, over the limit",
    "0180, not a map",
    "01a0, [version] is missing",
    "0aa16776657273696f6e00, version [0]",
    "0aa16776657273696f6e03, version [3]",
    "0ba16776657273696f6e6131, is text",
    "0aa16776657273696f6ef6, is null",
    "0ba16776657273696f6e01ff, follow",
    "11a265726f6f7473016776657273696f6e01, is integer",
    "12a265726f6f747381016776657273696f6e01, [0] is integer",
    "11a265726f6f7473806776657273696f6e02, more than its version",
    "0aa16776657273696f6e02, cut short",
  })
  void refusesAHeaderThatIsNone(String hex, String because) {
    assertThatThrownBy(() -> open(hex))
        .isInstanceOf(CarException.class)
        .hasMessageContaining(because);
  }

  @ParameterizedTest
  @CsvSource({
    "00, length zero",
    "80, cut short in a length",
    "8100, minimal",
    "81808004, over the limit",
    "0501550000, cut short",
    "0301, cut short",
    "0101, varint",
    "050155000100, another hash",
    "0402550000, version",
  })
  void refusesASectionThatIsNone(String hex, String because) throws IOException {
    CarReader reader = open(HEADER + hex);
    assertThatThrownBy(reader::next).isInstanceOf(IOException.class).hasMessageContaining(because);
  }

  @Test
  void refusesABlockThatIsNotWhatItsCidNames() throws IOException {
    byte[] archive = archive(BLOCK);
    archive[archive.length - 1] ^= 1;
    CarReader reader = CarReader.open(new ByteArrayInputStream(archive));
    assertThatThrownBy(reader::next)
        .isInstanceOf(HashMismatchException.class)
        .hasMessageContaining(BLOCK.cid().toString());
  }

  @Test
  void readsAnIdentityBlockAndChecksItToo() throws IOException {
    assertThat(open(HEADER + "06" + "01550001aa" + "aa").next().orElseThrow().block().bytes())
        .containsExactly(0xaa);
    assertThatThrownBy(() -> open(HEADER + "06" + "01550001aa" + "ab").next())
        .isInstanceOf(HashMismatchException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0000000000000000 1200000000000000 0000000000000000, data offset",
    "3200000000000000 1200000000000000 0000000000000000, data offset",
    "ffffffffffffffff 1200000000000000 0000000000000000, data offset",
    "3300000000000000 0000000000000000 0000000000000000, data size",
    "3300000000000000 ffffffffffffff7f 0000000000000000, data size",
    "3300000000000000 ffffffffffffffff 0000000000000000, data size",
    "3300000000000000 1200000000000000 0100000000000000, index offset",
    "3300000000000000 1200000000000000 4400000000000000, index offset",
    "3300000000000000 1100000000000000 0000000000000000, beyond the payload",
    "3400000000000000 1200000000000000 0000000000000000, header",
    "ffffff7f00000000 1200000000000000 0000000000000000, cut short",
  })
  void refusesAVersion2HeaderWhosePartsDoNotFit(String numbers, String because) {
    String hex = PRAGMA + "00".repeat(16) + numbers.replace(" ", "") + HEADER;
    assertThatThrownBy(() -> open(hex))
        .isInstanceOf(CarException.class)
        .hasMessageContaining(because);
  }

  @Test
  void readsThePayloadOfVersion2AndNothingBehindIt() throws IOException {
    String numbers = "3500000000000000" + "1200000000000000" + "4700000000000000";
    CarReader reader = open(PRAGMA + "00".repeat(16) + numbers + "ffff" + HEADER + "0501550000");
    assertThat(reader.version()).isEqualTo(2);
    assertThat(reader.next()).isEmpty();
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void tellsAPayloadThatIsCutShortFromItsEnd() throws IOException {
    String numbers = "3300000000000000" + "1300000000000000" + "0000000000000000";
    CarReader reader = open(PRAGMA + "00".repeat(16) + numbers + HEADER);
    assertThatThrownBy(reader::next).hasMessageContaining("cut short");
  }

  @Test
  void refusesVersion2InsideVersion2() {
    String numbers = "3300000000000000" + "0b00000000000000" + "0000000000000000";
    assertThatThrownBy(() -> open(PRAGMA + "00".repeat(16) + numbers + PRAGMA))
        .hasMessageContaining("of version [2], not 1");
  }

  @Test
  void takesASectionOfItsLimitAndNoLonger() throws IOException {
    CarOptions options = new CarOptions(100, 36 + 100, false, 1);
    Block fits = Block.of(0x55, new byte[100]);
    assertThat(Archives.sections(archive(fits), options)).hasSize(1);
    Block tooLong = Block.of(0x55, new byte[101]);
    assertThatThrownBy(() -> Archives.sections(archive(tooLong), options))
        .hasMessageContaining("limit of [136]");
  }

  @Test
  void takesNoMemoryForWhatIsAnnouncedAndDoesNotCome() {
    CarOptions generous =
        new CarOptions(Integer.MAX_VALUE, Integer.MAX_VALUE, false, Integer.MAX_VALUE);
    // Two gibibytes announced, of header and of section; the test's heap would not hold them all.
    for (String hex : List.of("feffffff07", HEADER + "feffffff07")) {
      byte[] archive = HexFormat.of().parseHex(hex);
      assertThatThrownBy(() -> Archives.sections(archive, generous))
          .isInstanceOf(CarException.class)
          .hasMessageContaining("cut short");
    }
  }

  @Test
  void passesOnWhatTheStreamThrows() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return read();
          }
        };
    assertThatThrownBy(() -> CarReader.open(broken)).hasMessage("the disk is gone");
  }

  @Test
  void tellsWhereSectionsStand() throws IOException {
    List<CarSection> sections = Archives.sections(archive(BLOCK, BLOCK), CarOptions.DEFAULT);
    // 18 bytes of header; a section has one byte of length, 36 of CID and three of block.
    assertThat(sections.get(0).offset()).isEqualTo(18);
    assertThat(sections.get(0).blockOffset()).isEqualTo(18 + 1 + 36);
    assertThat(sections.get(1).offset()).isEqualTo(18 + 40);
  }

  private static byte[] archive(Block... blocks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CarWriter car = CarWriter.v1(out, List.of());
    for (Block block : Arrays.asList(blocks)) {
      car.write(block);
    }
    car.finish();
    return out.toByteArray();
  }

  private static CarReader open(String hex) throws IOException {
    return CarReader.open(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
  }
}
