package io.pinakes.benchmarks.ipfs;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.BlockSink;
import io.pinakes.ipfs.car.CarWriter;
import io.pinakes.ipfs.unixfs.UnixFsImporter;
import io.pinakes.ipfs.unixfs.UnixFsProfile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bytes that no compressor makes shorter, each draw other ones, and archives of them. */
final class Material {
  private static final int PIECE_BYTES = 1 << 20;

  private final Path folder;
  private final long bytes;
  private final UnixFsProfile profile;
  private final Random random;

  /** Files of so many bytes each, in that folder. */
  Material(Path folder, long bytes, UnixFsProfile profile, long seed) {
    this.folder = folder;
    this.bytes = bytes;
    this.profile = profile;
    this.random = new Random(seed);
  }

  /**
   * An archive of one file.
   *
   * @param root of the file
   * @param leaves the names of all its blocks, in the archive's order
   * @param bytes how long the archive is
   */
  record Archive(Path path, Cid root, List<Cid> leaves, long bytes) {}

  /** A new file. */
  Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    byte[] piece = new byte[PIECE_BYTES];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = bytes; left > 0; left -= piece.length) {
        random.nextBytes(piece);
        out.write(piece, 0, (int) Math.min(left, piece.length));
      }
    }
    return file;
  }

  /** An archive of a new file. */
  Archive archive(String name) throws IOException {
    Path file = file(name + ".bin");
    List<Cid> names = new ArrayList<>();
    Cid root = imported(file, block -> {});
    Path car = folder.resolve(name + ".car");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(car), PIECE_BYTES)) {
      CarWriter writer = CarWriter.v1(out, List.of(root));
      imported(
          file,
          block -> {
            names.add(block.cid());
            writer.write(block);
          });
      writer.finish();
    }
    Files.delete(file);
    return new Archive(car, root, names, Files.size(car));
  }

  private Cid imported(Path file, BlockSink sink) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new UnixFsImporter(profile, sink).addFile(in).cid();
    }
  }
}
