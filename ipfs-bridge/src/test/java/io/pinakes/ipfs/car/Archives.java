package io.pinakes.ipfs.car;

import io.pinakes.core.testing.SharedData;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the tests of archives share. */
final class Archives {
  static final String GO = "fixtures/go-car-fixtures/v2/testdata/";
  static final String GO_INPUTS = "fixtures/go-car-fixtures/cmd/car/testdata/inputs/";
  static final String JS = "fixtures/js-car-fixtures/test/fixtures/";
  static final String IPLD = "fixtures/ipld-car-fixtures/specs/";

  private Archives() {}

  /** Reads an archive to its end. */
  static List<CarSection> sections(byte[] archive, CarOptions options) throws IOException {
    return rest(CarReader.open(new ByteArrayInputStream(archive), options));
  }

  static List<CarSection> rest(CarReader reader) throws IOException {
    List<CarSection> sections = new ArrayList<>();
    Optional<CarSection> next = reader.next();
    while (next.isPresent()) {
      sections.add(next.get());
      next = reader.next();
    }
    return sections;
  }

  static List<Block> blocks(byte[] archive) throws IOException {
    return sections(archive, CarOptions.DEFAULT).stream().map(CarSection::block).toList();
  }

  static MemoryBlockstore store(List<Block> blocks) throws IOException {
    MemoryBlockstore store = new MemoryBlockstore();
    store.put(blocks);
    return store;
  }

  /** All files below a folder of the shared data, sorted. */
  static List<Path> files(String folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(SharedData.path(folder))) {
      return files.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
