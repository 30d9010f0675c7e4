package io.pinakes.datasets.catalog;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.datasets.home.Home;
import io.pinakes.datasets.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The private keys of a home's own datasets, a file each, readable to their owner only. */
public final class KeyRing {
  private static final String ENDING = ".key";
  private static final int MAX_KEY_BYTES = 4_096;

  private final Path folder;

  /** The keys of a home. */
  public KeyRing(Home home) {
    this.folder = home.keys();
  }

  /** Keeps a key under the name of its dataset; there must be none. */
  public void add(String dataset, PrivateKey key) throws IOException {
    if (Files.exists(file(dataset))) {
      throw new IOException(
          "there is a key for dataset [" + dataset + "] in [" + file(dataset) + "] already");
    }
    PrivateFiles.write(file(dataset), key.toProtobuf());
  }

  /** Whether there is a key of that name. */
  public boolean has(String dataset) {
    return Files.exists(file(dataset));
  }

  /**
   * The key of a dataset.
   *
   * @throws KeyLostException if it is missing or damaged: the dataset can then be read, but not
   *     changed
   */
  public PrivateKey get(String dataset) throws IOException {
    Path file = file(dataset);
    try {
      if (Files.size(file) <= MAX_KEY_BYTES) {
        return PrivateKey.fromProtobuf(Files.readAllBytes(file));
      }
    } catch (NoSuchFileException missing) {
      throw new KeyLostException(dataset, file, "is missing", missing);
    } catch (MultiformatException damaged) {
      throw new KeyLostException(dataset, file, "is damaged", damaged);
    }
    throw new KeyLostException(dataset, file, "is damaged", new IOException("too long"));
  }

  /** What keeps a dataset from being changed: that its key is missing or damaged. */
  public Optional<KeyLostException> trouble(String dataset) throws IOException {
    try {
      get(dataset);
      return Optional.empty();
    } catch (KeyLostException e) {
      return Optional.of(e);
    }
  }

  /** The names that there are keys for, sorted. */
  public List<String> names() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .toList();
    }
  }

  /** Puts a key aside whose dataset goes: whoever published under it can still prove it. */
  public void retire(String dataset, String identity) throws IOException {
    Path file = file(dataset);
    if (Files.exists(file)) {
      Files.move(
          file,
          folder.resolve(dataset + "." + identity + ".removed"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Path file(String dataset) {
    return folder.resolve(DatasetNames.requireDataset(dataset) + ENDING);
  }
}
