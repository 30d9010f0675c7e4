package io.pinakes.node.reliability;

import io.pinakes.node.testing.Patience;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A disk that fails on order, for processes that are started with {@link #environment()}: the
 * library of {@code src/test/c/faulty.c}, built here by the machine's own compiler, and its plan, a
 * mapped file of four numbers.
 */
final class FaultyDisk {
  static final int EIO = 5;
  static final int ENOSPC = 28;

  private final Path library;
  private final Path plan;
  private final Path folder;

  private FaultyDisk(Path library, Path plan, Path folder) {
    this.library = library;
    this.plan = plan;
    this.folder = folder;
  }

  /**
   * Builds the library in {@code work} and counts the changes below {@code folder}; none fails yet.
   */
  static FaultyDisk over(Path folder, Path work) throws IOException, InterruptedException {
    Path source =
        Path.of(System.getProperty("pinakes.root", ".."), "node", "src", "test", "c", "faulty.c");
    Path library = work.resolve("libfaulty.so");
    compile(source, library);
    Path plan = work.resolve("plan");
    FaultyDisk disk = new FaultyDisk(library, plan, folder);
    disk.arm(0, false, EIO);
    return disk;
  }

  private static void compile(Path source, Path library) throws IOException, InterruptedException {
    Process compiler;
    try {
      compiler =
          new ProcessBuilder(
                  "cc",
                  "-shared",
                  "-fPIC",
                  "-O2",
                  "-o",
                  library.toString(),
                  source.toString(),
                  "-ldl")
              .inheritIO()
              .start();
    } catch (IOException e) {
      throw new IOException(
          "there is no C compiler [cc] on the path, which the tests of failing disks build ["
              + source
              + "] with: install one (Debian: apt install gcc libc6-dev)",
          e);
    }
    if (!compiler.waitFor(Patience.SECONDS, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
      throw new IOException("cc could not build [" + source + "]; what it said is above");
    }
  }

  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAULTY_DIR",
        folder.toString(),
        "FAULTY_PLAN",
        plan.toString());
  }

  Path plan() {
    return plan;
  }

  /**
   * Starts counting anew, and lets the given call fail, and all later ones if it is to stay broken;
   * 0 lets none.
   */
  void arm(long failAt, boolean staysBroken, int errno) throws IOException {
    writePlan(plan, failAt, staysBroken, errno);
  }

  /** The changes counted since the plan was last armed. */
  long calls() throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(plan)).order(ByteOrder.nativeOrder()).getLong(0);
  }

  /** Writes the numbers in place, since the running process has the file mapped. */
  static void writePlan(Path plan, long failAt, boolean staysBroken, int errno) throws IOException {
    ByteBuffer numbers = ByteBuffer.allocate(4 * Long.BYTES).order(ByteOrder.nativeOrder());
    numbers.putLong(0).putLong(failAt).putLong(staysBroken ? 1 : 0).putLong(errno).flip();
    try (FileChannel channel =
        FileChannel.open(plan, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(numbers, 0);
    }
  }
}
