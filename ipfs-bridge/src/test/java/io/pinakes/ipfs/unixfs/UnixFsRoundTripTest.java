package io.pinakes.ipfs.unixfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockSink;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is imported is read again, in any part. */
class UnixFsRoundTripTest {
  /** Small chunks and nodes, so that small files have deep trees. */
  private static final UnixFsProfile TINY_V1 =
      new UnixFsProfile("tiny-v1", 1, true, 7, 3, 600, UnixFsProfile.HamtMeasure.BLOCK);

  private static final UnixFsProfile TINY_V0 =
      new UnixFsProfile("tiny-v0", 0, false, 7, 3, 600, UnixFsProfile.HamtMeasure.LINKS);

  private final MemoryBlockstore blocks = new MemoryBlockstore();
  private final BlockSink sink = block -> blocks.put(List.of(block));
  private final UnixFsReader reader = new UnixFsReader(blocks);

  @SeededTest(times = 200)
  void anyRangeOfAnyFileIsWhatWasWritten(RandomGenerator random) throws IOException {
    byte[] content = new byte[random.nextInt(1_500)];
    random.nextBytes(content);
    UnixFsProfile profile = random.nextBoolean() ? TINY_V1 : TINY_V0;
    Imported file = new UnixFsImporter(profile, sink).addFile(new ByteArrayInputStream(content));
    assertThat(file.size()).isEqualTo(content.length);
    assertThat(read(file.cid())).isEqualTo(content);

    UnixFsFile opened = (UnixFsFile) reader.open(file.cid());
    for (int i = 0; i < 20; i++) {
      int from = random.nextInt(content.length + 3);
      int to = from + random.nextInt(content.length + 3);
      byte[] expected =
          Arrays.copyOfRange(content, Math.min(from, content.length), Math.min(to, content.length));
      assertThat(opened.range(from, to).readAllBytes()).isEqualTo(expected);
    }
  }

  @SeededTest(times = 20)
  void byteByByteIsTheSame(RandomGenerator random) throws IOException {
    byte[] content = new byte[random.nextInt(300)];
    random.nextBytes(content);
    Imported file = new UnixFsImporter(TINY_V1, sink).addFile(new ByteArrayInputStream(content));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var in = ((UnixFsFile) reader.open(file.cid())).stream()) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        out.write(next);
      }
      assertThat(in.read()).isEqualTo(-1);
    }
    assertThat(out.toByteArray()).isEqualTo(content);
  }

  @Test
  void aRangeReadsNoBlockOutsideOfIt() throws IOException {
    byte[] content = new byte[7 * 100];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31 >> 3);
    }
    Imported file = new UnixFsImporter(TINY_V1, sink).addFile(new ByteArrayInputStream(content));
    AtomicInteger reads = new AtomicInteger();
    UnixFsReader counting =
        new UnixFsReader(
            new io.pinakes.ipfs.blockstore.BlockReader() {
              @Override
              public java.util.Optional<byte[]> get(Cid cid) {
                reads.incrementAndGet();
                return blocks.get(cid);
              }

              @Override
              public boolean has(Cid cid) {
                return blocks.has(cid);
              }
            });
    assertThat(((UnixFsFile) counting.open(file.cid())).range(350, 351).readAllBytes()).hasSize(1);
    // 100 leaves in threes are 34, 12, 4, 2 and 1 nodes: five levels of them and the leaf.
    assertThat(reads).hasValue(6);
  }

  @Test
  void anEmptyFileIsTheKnownBlockOfEitherVersion() throws IOException {
    assertThat(empty(UnixFsProfile.V0_2015).toString())
        .isEqualTo("QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH");
    assertThat(empty(UnixFsProfile.V1_2025).toString())
        .isEqualTo("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku");
    assertThat(read(empty(UnixFsProfile.V0_2015))).isEmpty();
  }

  @Test
  void theEmptyFolderIsTheKnownBlock() throws IOException {
    Imported folder = new UnixFsImporter(UnixFsProfile.V0_2015, sink).addDirectory(Map.of());
    assertThat(folder.cid().toString()).isEqualTo("QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn");
    assertThat(reader.ls(folder.cid())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 40, 300, 3_000})
  void everyNameOfAFolderIsListedAndFoundHoweverManyThereAre(int names) throws IOException {
    for (UnixFsProfile profile : List.of(TINY_V1, TINY_V0)) {
      UnixFsImporter importer = new UnixFsImporter(profile, sink);
      Map<String, Imported> entries = new TreeMap<>();
      for (int i = 0; i < names; i++) {
        byte[] content = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
        entries.put("näme " + i, importer.addFile(new ByteArrayInputStream(content)));
      }
      Imported root = importer.addDirectory(entries);
      UnixFsDirectory folder = (UnixFsDirectory) reader.open(root.cid());
      assertThat(folder.isSharded()).isEqualTo(names > 5);
      Map<String, Cid> listed = new TreeMap<>();
      folder.list(entry -> listed.put(entry.name(), entry.cid()) == null);
      assertThat(listed).hasSize(names);
      for (Map.Entry<String, Imported> entry : entries.entrySet()) {
        assertThat(listed).containsEntry(entry.getKey(), entry.getValue().cid());
        assertThat(folder.find(entry.getKey()).orElseThrow().cid())
            .isEqualTo(entry.getValue().cid());
      }
      assertThat(folder.find("name")).isEmpty();
      assertThat(folder.find("")).isEmpty();
      assertThat(root.treeBytes()).isGreaterThanOrEqualTo(2L * names);
    }
  }

  @Test
  void aListingStopsWhenItsVisitorHasEnough() throws IOException {
    UnixFsImporter importer = new UnixFsImporter(TINY_V1, sink);
    Map<String, Imported> entries = new TreeMap<>();
    for (int i = 0; i < 500; i++) {
      entries.put("n" + i, importer.addFile(KeyStream.ofText("x")));
    }
    UnixFsDirectory folder = (UnixFsDirectory) reader.open(importer.addDirectory(entries).cid());
    AtomicInteger seen = new AtomicInteger();
    folder.list(entry -> seen.incrementAndGet() < 3);
    assertThat(seen).hasValue(3);
  }

  @Test
  void aPathLeadsThroughFoldersAndStopsAtWhatIsNone() throws IOException {
    UnixFsImporter importer = new UnixFsImporter(UnixFsProfile.V1_2025, sink);
    Imported file = importer.addFile(KeyStream.ofText("text"));
    Imported link = importer.addSymlink("../elsewhere");
    Imported inner = importer.addDirectory(Map.of("file", file, "link", link));
    Cid root = importer.addDirectory(Map.of("inner", inner)).cid();

    assertThat(reader.resolve(root, "/inner//file").orElseThrow().cid()).isEqualTo(file.cid());
    assertThat(reader.resolve(root, "").orElseThrow().cid()).isEqualTo(root);
    assertThat(reader.resolve(root, "inner/link"))
        .hasValueSatisfying(
            node -> assertThat(((UnixFsSymlink) node).target()).isEqualTo("../elsewhere"));
    for (String nothing : List.of("other", "inner/file/x", "inner/link/x", "..", "inner/.")) {
      assertThat(reader.resolve(root, nothing)).as(nothing).isEmpty();
    }
    assertThatThrownBy(() -> reader.resolve(root, "a/".repeat(2_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMissingBlockIsNamed() throws IOException {
    MemoryBlockstore some = new MemoryBlockstore();
    Imported file =
        new UnixFsImporter(
                TINY_V1,
                block -> {
                  if (!Arrays.equals(block.bytes(), "missing".getBytes(StandardCharsets.UTF_8))) {
                    some.put(List.of(block));
                  }
                })
            .addFile(KeyStream.ofText("here...missing"));
    Cid missing = Block.of(0x55, "missing".getBytes(StandardCharsets.UTF_8)).cid();
    UnixFsFile opened = (UnixFsFile) new UnixFsReader(some).open(file.cid());
    assertThat(opened.range(0, 7).readAllBytes()).hasSize(7);
    assertThatThrownBy(() -> opened.stream().readAllBytes())
        .isInstanceOfSatisfying(
            MissingBlockException.class, e -> assertThat(e.cid()).isEqualTo(missing));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a\0b"})
  void aNameThatNoFolderCanHoldIsRefused(String name) throws IOException {
    UnixFsImporter importer = new UnixFsImporter(TINY_V1, sink);
    Imported file = importer.addFile(KeyStream.ofText("x"));
    assertThatThrownBy(() -> importer.addDirectory(Map.of(name, file)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> importer.addDirectory(Map.of("a".repeat(1025), file)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Cid empty(UnixFsProfile profile) throws IOException {
    return new UnixFsImporter(profile, sink).addFile(KeyStream.ofText("")).cid();
  }

  private byte[] read(Cid cid) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    reader.cat(cid, out);
    return out.toByteArray();
  }
}
