package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import io.pinakes.ipfs.ipld.dagpb.PbLink;
import io.pinakes.ipfs.ipld.dagpb.PbNode;
import io.pinakes.ipfs.unixfs.UnixFsReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeWriterTest {
  /** UnixFS data of a folder, {@code Type 1: Directory}. */
  private static final byte[] FOLDER = {0x08, 0x01};

  /** UnixFS data of a symbolic link to {@code /tmp}. */
  private static final byte[] LINK = {0x08, 0x04, 0x12, 0x04, '/', 't', 'm', 'p'};

  @TempDir Path folder;

  private final MemoryBlockstore blocks = new MemoryBlockstore();
  private final Cid leaf = put(Multicodec.RAW, "leaf".getBytes(StandardCharsets.UTF_8));

  @Test
  void noNameLeadsOutOfTheTarget() throws IOException {
    for (String name : List.of("..", ".", "", "../out", "/out", "a/b", "a\\b", "a\0b")) {
      Cid root = folderOf(name, leaf);
      Path target = folder.resolve("target-" + root);
      assertThatThrownBy(() -> write(root, target))
          .as(name)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the name [");
      try (Stream<Path> written = Files.walk(folder)) {
        assertThat(written.filter(Files::isRegularFile)).as(name).isEmpty();
      }
    }
  }

  @Test
  void symbolicLinksAreLeftOutSoThatNothingIsWrittenThroughThem() throws IOException {
    Cid root = folderOf("link", put(Multicodec.DAG_PB, PbNode.of(List.of(), LINK).encode()));
    TreeWriter writer = write(root, folder.resolve("target"));
    assertThat(writer.links()).isEqualTo(1);
    assertThat(folder.resolve("target")).isEmptyDirectory();
  }

  @Test
  void aFolderIsWrittenWithWhatIsInIt() throws IOException {
    Cid root = folderOf("in", folderOf("leaf.txt", leaf));
    TreeWriter writer = write(root, folder.resolve("target"));
    assertThat(folder.resolve("target/in/leaf.txt")).hasContent("leaf");
    assertThat(writer.files()).isEqualTo(1);
    assertThat(writer.bytes()).isEqualTo(4);
  }

  private TreeWriter write(Cid root, Path target) throws IOException {
    TreeWriter writer = new TreeWriter(blocks);
    writer.write(new UnixFsReader(blocks).open(root), target);
    return writer;
  }

  private Cid folderOf(String name, Cid entry) {
    return put(Multicodec.DAG_PB, PbNode.of(List.of(PbLink.of(entry, name, 4)), FOLDER).encode());
  }

  private Cid put(long codec, byte[] bytes) {
    Block block = Block.of(codec, bytes);
    blocks.put(List.of(block));
    return block.cid();
  }
}
