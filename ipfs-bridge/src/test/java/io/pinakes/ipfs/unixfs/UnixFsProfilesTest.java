package io.pinakes.ipfs.unixfs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.testing.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fourteen CIDs that IPIP-0499 and Kubo's tests publish for the two profiles. */
class UnixFsProfilesTest {
  private static final String FILES = "fixtures/js-golden/unixfs-profiles.json";
  private static final String FOLDERS = "fixtures/js-golden/unixfs-hamt-dirs.json";
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz01234567890-_";
  private static final long LARGE_BYTES = 100 << 20;

  record Vector(String name, String profile, String expectedCid, JsonNode all) {
    @Override
    public String toString() {
      return profile + " " + name + " " + expectedCid;
    }
  }

  @Test
  void thereAreTenFilesAndFourFolders() {
    assertThat(vectors(FILES)).hasSize(10);
    assertThat(vectors(FOLDERS)).hasSize(4);
    assertThat(largeFiles()).hasSize(2);
  }

  @Test
  void theGeneratorGivesTheBytesThatTheFixturesBeginWith() throws Exception {
    assertThat(KeyStream.bytes("chunk-v0-seed", 32))
        .isEqualTo(
            HexFormat.of()
                .parseHex("4a07e1b7e7b2f73a70419a292c87be55dc0713be82327b90a3d1a8b66d4019f4"));
  }

  @ParameterizedTest
  @MethodSource("smallFiles")
  void aFileHasThePublishedCid(Vector vector) throws Exception {
    importFile(vector);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("largeFiles")
  void aFileOfAGibibyteHasThePublishedCid(Vector vector) throws Exception {
    importFile(vector);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void aFolderHasThePublishedCid(Vector vector) throws Exception {
    UnixFsImporter importer = new UnixFsImporter(profile(vector), block -> {});
    Imported x = importer.addFile(KeyStream.ofText(vector.all.get("content").asText()));
    int files = vector.all.get("files").asInt();
    int length = vector.all.get("name_len").asInt();
    int lastLength = vector.all.get("last_name_len").asInt();
    byte[] letters =
        KeyStream.bytes(vector.all.get("seed").asText(), (files - 1) * length + lastLength);
    Map<String, Imported> entries = new LinkedHashMap<>();
    for (int i = 0; i < files; i++) {
      StringBuilder name = new StringBuilder();
      for (int j = 0; j < (i == files - 1 ? lastLength : length); j++) {
        name.append(ALPHABET.charAt((letters[i * length + j] & 0xff) % ALPHABET.length()));
      }
      entries.put(name.toString(), x);
    }
    assertThat(entries).hasSize(files).containsKey(vector.all.get("first_name").asText());
    assertThat(importer.addDirectory(entries).cid().toString()).isEqualTo(vector.expectedCid);
  }

  private static void importFile(Vector vector) throws Exception {
    long size = vector.all.get("size").asLong();
    UnixFsImporter importer = new UnixFsImporter(profile(vector), block -> {});
    try (InputStream content =
        vector.all.get("seed").isNull()
            ? KeyStream.ofText("hello world")
            : KeyStream.of(vector.all.get("seed").asText(), size)) {
      Imported imported = importer.addFile(content);
      assertThat(imported.cid().toString()).isEqualTo(vector.expectedCid);
      assertThat(imported.size()).isEqualTo(size);
    }
  }

  private static UnixFsProfile profile(Vector vector) {
    return Stream.of(UnixFsProfile.V1_2025, UnixFsProfile.V0_2015)
        .filter(profile -> profile.name().equals(vector.profile))
        .findFirst()
        .orElseThrow();
  }

  static List<Vector> smallFiles() {
    return vectors(FILES).filter(vector -> !isLarge(vector)).toList();
  }

  static List<Vector> largeFiles() {
    return vectors(FILES).filter(UnixFsProfilesTest::isLarge).toList();
  }

  static Stream<Vector> folders() {
    return vectors(FOLDERS);
  }

  private static boolean isLarge(Vector vector) {
    return vector.all.get("size").asLong() > LARGE_BYTES;
  }

  private static Stream<Vector> vectors(String file) {
    try {
      JsonNode vectors = new ObjectMapper().readTree(SharedData.text(file)).get("vectors");
      return StreamSupport.stream(vectors.spliterator(), false)
          .map(
              vector ->
                  new Vector(
                      vector.get("name").asText(),
                      vector.get("profile").asText(),
                      vector.get("expected_cid").asText(),
                      vector));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
