package io.pinakes.ingest.extract.worker;

import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.ExtractionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A program that extracts a folder and prints a line a file: its path and the digest of what it
 * gave. Tests run it in processes of other circumstances.
 */
public final class ExtractAll {
  private ExtractAll() {}

  /**
   * Runs.
   *
   * @param arguments the folder, the temporary folder, and a seed for the order; with a fourth,
   *     reads files over and over instead, and says {@code reading} when it begins
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    WorkerOptions options =
        WorkerOptions.defaults()
            .withWorkers(2)
            // What is compared is no machine's speed.
            .withTimeLimit(Duration.ofMinutes(10))
            .withTemporaryFolder(Path.of(arguments[1]));
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = new java.util.ArrayList<>(found.filter(Files::isRegularFile).sorted().toList());
    }
    Collections.shuffle(files, new Random(Long.parseLong(arguments[2])));
    try (WorkerPool pool = new WorkerPool(options)) {
      if (arguments.length > 3) {
        pool.extract(files.getFirst(), "warm.md");
        System.out.println("reading");
        System.out.flush();
        while (true) {
          files.forEach(file -> outcome(pool, folder, file));
        }
      }
      TreeMap<String, String> outcomes = new TreeMap<>();
      for (Path file : files) {
        outcomes.put(
            folder.relativize(file).toString().replace('\\', '/'), outcome(pool, folder, file));
      }
      outcomes.forEach((path, outcome) -> System.out.println(path + " " + outcome));
    }
  }

  private static String outcome(WorkerPool pool, Path folder, Path file) {
    try {
      ExtractedDocument document = pool.extract(file, folder.relativize(file).toString());
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] all = document.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha.digest(all));
    } catch (ExtractionException e) {
      return e.reason().text() + " " + e.detail();
    } catch (InterruptedException | java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
