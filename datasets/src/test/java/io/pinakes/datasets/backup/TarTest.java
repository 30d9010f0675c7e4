package io.pinakes.datasets.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarTest {
  private static final String LONG = "home/uploads/papers/" + "folder/".repeat(20) + "käse – 1.md";

  @TempDir Path folder;

  private static byte[] archive(Map<String, String> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter tar = new TarWriter(out);
    for (Map.Entry<String, String> file : files.entrySet()) {
      byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
      tar.add(file.getKey(), content.length, 1_700_000_000L, in(content), moved -> {});
    }
    tar.finish();
    return out.toByteArray();
  }

  private static ByteArrayInputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("backup.json", "{}");
    files.put("home/format", "pinakes-home 1\n");
    files.put("home/keys/a b", "");
    files.put(LONG, "x".repeat(512));
    files.put("home/uploads/papers/line\nsize=3", "y".repeat(1_025));
    return files;
  }

  private static Map<String, String> read(byte[] archive) throws IOException {
    TarReader tar = new TarReader(in(archive));
    Map<String, String> files = new LinkedHashMap<>();
    TarReader.Entry first = tar.first("backup.json");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    tar.content(first, said, moved -> {});
    files.put(first.path(), said.toString(StandardCharsets.UTF_8));
    for (Optional<TarReader.Entry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      tar.content(entry.get(), content, moved -> {});
      files.put(entry.get().path(), content.toString(StandardCharsets.UTF_8));
    }
    return files;
  }

  @Test
  void whatWasWrittenIsReadUnderTheSameNames() throws Exception {
    assertThat(read(archive(files()))).isEqualTo(files());
  }

  @Test
  void everyFlippedBitIsNoticed() throws Exception {
    byte[] archive = archive(files());
    for (int at = 0; at < archive.length; at++) {
      byte[] flipped = archive.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      assertThatThrownBy(() -> read(flipped))
          .as("byte " + at)
          .isInstanceOf(BackupException.class)
          .matches(e -> ((BackupException) e).kind() == BackupException.Kind.DAMAGED);
    }
  }

  @Test
  void everyCutAndEveryAdditionIsNoticed() throws Exception {
    byte[] archive = archive(files());
    for (int length = 0; length < archive.length; length++) {
      byte[] cut = Arrays.copyOf(archive, length);
      assertThatThrownBy(() -> read(cut)).as("at " + length).isInstanceOf(BackupException.class);
    }
    byte[] longer = Arrays.copyOf(archive, archive.length + 1);
    assertThatThrownBy(() -> read(longer)).isInstanceOf(BackupException.class);
  }

  @Test
  void tarReadsItAndItsHashIsThatOfAllBeforeIt() throws Exception {
    byte[] archive = archive(files());
    Path file = Files.write(folder.resolve("a.tar"), archive);
    Process tar =
        new ProcessBuilder("tar", "xf", file.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor(240, TimeUnit.SECONDS)).isTrue();
    assertThat(tar.exitValue()).isZero();
    for (Map.Entry<String, String> each : files().entrySet()) {
      assertThat(folder.resolve(each.getKey())).hasContent(each.getValue());
    }
    byte[] hashed =
        Digests.sha256().digest(Arrays.copyOf(archive, archive.length - TarWriter.TAIL_BYTES));
    assertThat(folder.resolve("SHA256"))
        .hasContent(java.util.HexFormat.of().formatHex(hashed) + "\n");
  }

  @Test
  void onlyFilesOfAHomeMayBeInABackup() {
    for (String path :
        new String[] {
          "format", "store/rocksdb/000012.sst", "keys/node", "uploads/papers/a b/ü.md", "token"
        }) {
      assertThat(HomeLayout.isPath(path)).as(path).isTrue();
    }
    for (String path :
        new String[] {
          "",
          "/etc/passwd",
          "../x",
          "store/../../x",
          "store//x",
          "store/./x",
          "keys/",
          "store",
          "format/x",
          "index/papers/x",
          "node.json",
          "tmp/x"
        }) {
      assertThat(HomeLayout.isPath(path)).as(path).isFalse();
    }
  }

  @Test
  void aFileOfEightGibibytesHasItsSizeBesideItsName() {
    long size = (8L << 30) + 1;
    byte[] headers = TarPath.headers("home/models/m/model.onnx", size, 0);
    byte[] said = Arrays.copyOfRange(headers, 512, 1_024);
    int end = said.length;
    while (said[end - 1] == 0) {
      end--;
    }
    assertThat(TarPath.decode(Arrays.copyOf(said, end)))
        .contains(new TarPath.Named("home/models/m/model.onnx", size));
  }
}
