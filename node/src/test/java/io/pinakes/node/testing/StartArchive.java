package io.pinakes.node.testing;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The archive of loaded classes that the program starts from, as the launcher has one: a hundred
 * starts of a suite take a third less time with it. There is one a build, below its cache folder,
 * and none where the program's own classes are not in jars yet.
 */
final class StartArchive {
  private static final long LIMIT_SECONDS = 600;
  private static final int FIRST_WITH_AOT_CACHE = 25;

  /** Made by the first process that is started from here. */
  private static final class Made {
    static final Optional<Path> ARCHIVE = find();

    private static Optional<Path> find() {
      try {
        return make();
      } catch (IOException e) {
        throw new IllegalStateException("an archive for the program's start cannot be made", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while an archive was made", e);
      }
    }
  }

  private StartArchive() {}

  /**
   * The class path of this test, jars first and in their order, folders behind them: an archive is
   * used by who starts from the same jars, whatever comes after.
   */
  static String classPath() {
    List<String> all = new ArrayList<>(jars());
    Arrays.stream(entries()).filter(entry -> !all.contains(entry)).forEach(all::add);
    return String.join(File.pathSeparator, all);
  }

  /** The jars of the class path alone; with them, the children of the program have an archive. */
  static String jarPath() {
    return isPackaged() ? String.join(File.pathSeparator, jars()) : classPath();
  }

  /** The flags of a process that starts from the archive. */
  static List<String> flags() {
    return Made.ARCHIVE.map(file -> List.of(useFlag() + file)).orElse(List.of());
  }

  private static Optional<Path> make() throws IOException, InterruptedException {
    String cache = System.getProperty("pinakes.cache");
    if (!isPackaged() || cache == null) {
      return Optional.empty();
    }
    Path folder = Files.createDirectories(Path.of(cache, "start").toAbsolutePath());
    Path archive = folder.resolve("tests-" + key() + ".aot");
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("tests.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.exists(archive)) {
        record(folder, archive);
      }
    }
    return Optional.of(archive);
  }

  private static void record(Path folder, Path archive) throws IOException, InterruptedException {
    Path recording = folder.resolve("tests-" + ProcessHandle.current().pid() + ".tmp");
    Path log = folder.resolve("tests.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xlog:disable",
                makeFlag() + recording,
                "-Dpinakes.cache=" + System.getProperty("pinakes.cache"),
                "-cp",
                jarPath(),
                "io.pinakes.node.Warmup")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("no archive was made: " + Files.readString(log));
    }
    Files.move(recording, archive, StandardCopyOption.ATOMIC_MOVE);
  }

  /** A name that changes with the jars and the JVM. */
  private static String key() throws IOException {
    StringBuilder all = new StringBuilder(System.getProperty("java.vm.version", ""));
    for (String jar : jars()) {
      Path path = Path.of(jar);
      all.append(jar).append(Files.size(path)).append(Files.getLastModifiedTime(path));
    }
    return Integer.toHexString(all.toString().hashCode());
  }

  private static String makeFlag() {
    return hasAotCache() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
  }

  private static String useFlag() {
    return hasAotCache() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
  }

  private static boolean hasAotCache() {
    return Runtime.version().feature() >= FIRST_WITH_AOT_CACHE;
  }

  private static boolean isPackaged() {
    return Arrays.stream(entries())
        .filter(entry -> Files.isDirectory(Path.of(entry)))
        .noneMatch(folder -> Files.exists(Path.of(folder, "io", "pinakes", "node", "Main.class")));
  }

  private static List<String> jars() {
    return Arrays.stream(entries()).filter(entry -> Files.isRegularFile(Path.of(entry))).toList();
  }

  private static String[] entries() {
    return System.getProperty("java.class.path").split(File.pathSeparator);
  }
}
