package io.pinakes.ipfs.unixfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.testing.SharedData;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.car.CarReader;
import io.pinakes.ipfs.car.CarSection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Trees that Kubo wrote, as the gateway suites carry them. */
class ForeignUnixFsTest {
  private static final String BOXO = "fixtures/boxo-gateway-testdata";
  private static final String GATEWAY = "fixtures/gateway-conformance";

  private final MemoryBlockstore blocks = new MemoryBlockstore();
  private final UnixFsReader reader = new UnixFsReader(blocks);
  private final Set<Cid> seen = new TreeSet<>();
  private int files;
  private int folders;
  private int shardedFolders;
  private int symlinks;
  private int dated;
  private int missing;

  @Test
  void everyFileAndFolderOfTheGatewaySuitesIsReadToItsEnd() throws IOException {
    List<Cid> roots = new ArrayList<>();
    for (Path car : cars()) {
      roots.addAll(load(car));
    }
    for (Cid root : roots) {
      if (root.codec() == Multicodec.DAG_PB || root.codec() == Multicodec.RAW) {
        read(root);
      }
    }
    assertThat(files).as("files").isGreaterThan(50);
    assertThat(folders).as("folders").isGreaterThan(20);
    assertThat(shardedFolders).as("folders in tries").isGreaterThan(1);
    assertThat(symlinks).as("symbolic links").isPositive();
    assertThat(dated).as("nodes with a time").isPositive();
    // One archive is made without a block of its file.
    assertThat(missing).as("files with a missing block").isPositive();
  }

  @Test
  void aSymbolicLinkIsWrittenAsKuboWritesIt() throws IOException {
    Path car = SharedData.path(GATEWAY + "/fixtures/path_gateway_unixfs/symlink.car");
    UnixFsImporter importer = new UnixFsImporter(UnixFsProfile.V0_2015, block -> {});
    Imported foo = importer.addFile(KeyStream.ofText("content\n"));
    Imported bar = importer.addSymlink("foo");
    assertThat(load(car))
        .containsExactly(importer.addDirectory(Map.of("foo", foo, "bar", bar)).cid());
  }

  private void read(Cid cid) throws IOException {
    if (!seen.add(cid)) {
      return;
    }
    UnixFsNode node;
    try {
      node = reader.open(cid);
    } catch (MissingBlockException e) {
      missing++;
      return;
    } catch (UnixFsException e) {
      // The suites carry nodes of dag-pb that are no UnixFS, too.
      assertThat(e).hasMessageContaining(cid.toString());
      return;
    }
    dated += node.modified().isPresent() ? 1 : 0;
    switch (node) {
      case UnixFsSymlink link -> {
        symlinks++;
        assertThat(link.target()).isNotEmpty();
      }
      case UnixFsFile file -> {
        files++;
        readFile(file);
      }
      case UnixFsDirectory folder -> {
        folders++;
        shardedFolders += folder.isSharded() ? 1 : 0;
        readFolder(folder);
      }
    }
  }

  private void readFile(UnixFsFile file) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try {
      file.writeTo(content);
      assertThat(content.size()).isEqualTo((int) file.size());
    } catch (MissingBlockException e) {
      missing++;
    }
  }

  private void readFolder(UnixFsDirectory folder) throws IOException {
    List<UnixFsEntry> entries = new ArrayList<>();
    try {
      folder.list(entries::add);
    } catch (MissingBlockException e) {
      missing++;
    }
    for (UnixFsEntry entry : entries) {
      assertThat(folder.find(entry.name())).hasValue(entry);
      read(entry.cid());
    }
  }

  private List<Cid> load(Path car) throws IOException {
    try (InputStream in = Files.newInputStream(car)) {
      CarReader archive = CarReader.open(in);
      Optional<CarSection> section = archive.next();
      while (section.isPresent()) {
        blocks.put(List.of(section.get().block()));
        section = archive.next();
      }
      return archive.roots();
    }
  }

  private static List<Path> cars() throws IOException {
    List<Path> cars = new ArrayList<>();
    for (String folder : List.of(BOXO, GATEWAY)) {
      try (Stream<Path> paths = Files.walk(SharedData.path(folder))) {
        paths.filter(path -> path.toString().endsWith(".car")).sorted().forEach(cars::add);
      }
    }
    assertThat(cars).hasSize(39);
    return cars;
  }
}
