package io.pinakes.node.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.Distribution;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** All real documents through the command line: how each ends, and what they cost the parent. */
@Tag("slow")
class ManifestIT {
  private static final long MEGABYTE = 1 << 20;
  private static final long MAX_GROWTH = 32 * MEGABYTE;
  private static final int HEAP_MEGABYTES = 40;
  private static final int FOLDER_FILES = 65;

  /** How a file of each kind may end; the first is the usual one. */
  private static final Map<String, List<String>> ENDS =
      Map.of(
          "text", List.of("indexed"),
          "encrypted", List.of("failed encrypted"),
          "no text layer", List.of("failed no-text"),
          // Damaged files of which the text is true; DocumentsIT names them one by one.
          "malformed", List.of("failed malformed", "indexed"));

  @TempDir private Path work;

  /**
   * The parent is measured alone, from the walk to the moment when the last file is done. It has
   * embedded these very passages before, so nothing but reading, cutting and writing them down is
   * in the figure: the buffers of the embedder do not depend on what documents do. Its whole heap
   * is 40 MB, touched at the start, and only the first compiler works, for the second takes as it
   * likes. Then what it grew by is at most the part of the heap that was not live before, plus what
   * its resident set grew by.
   */
  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "the kernel tells there what a process holds")
  void eachFileEndsAsItsListSaysAndTheParentGrowsByNoMoreThan32Megabytes() throws Exception {
    Path launcher = Distribution.in(Files.createDirectory(work.resolve("installed")));
    String home = work.resolve("home").toString();
    String folder = RealFiles.documents().toString();
    Surroundings plain = surroundings(launcher);
    JsonNode report = plain.run(3, "--home", home, "ingest", folder, "--json", "--quiet");
    assertThat(report.at("/chunks/embedded").asInt()).isGreaterThan(1_000);
    checkEnds(plain.run(0, "--home", home, "ingest", "status", "--json"));

    Surroundings tight =
        surroundings(launcher)
            .withJavaOptions(
                "-Xms%1$dm -Xmx%1$dm -Xmn8m -XX:+AlwaysPreTouch -XX:TieredStopAtLevel=1"
                    .formatted(HEAP_MEGABYTES));
    Process parent =
        tight.startHeard(
            "--home", home, "ingest", folder, "--dataset", "again", "--json", "--progress", "json");
    long grown;
    try {
      grown = growth(parent);
    } finally {
      List<ProcessHandle> children = parent.descendants().toList();
      parent.destroyForcibly().waitFor();
      children.forEach(child -> child.onExit().join());
    }
    assertThat(grown).isLessThanOrEqualTo(MAX_GROWTH);
  }

  private Surroundings surroundings(Path launcher) {
    return new Surroundings(launcher, work.resolve("err"), work.resolve("cache"));
  }

  private static void checkEnds(JsonNode status) throws IOException {
    Map<String, String> ends = new TreeMap<>();
    for (JsonNode file : status.get("files")) {
      String reason = file.get("reason").isNull() ? "" : " " + file.get("reason").asText();
      ends.put(
          file.get("path").asText().replaceFirst("^files/", ""),
          file.get("state").asText() + reason);
    }
    List<String> lines = Files.readAllLines(RealFiles.documents().resolve("manifest.csv"));
    assertThat(lines).hasSize(64);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      String end = String.valueOf(ends.get(cells[0]));
      System.out.printf("%-47s %-14s %s%n", cells[0], cells[7], end);
      // A file that took longer than 60 s would have failed by timeout.
      assertThat(end).as(cells[0]).isIn(ENDS.getOrDefault(cells[7], List.of()));
    }
  }

  /** Bytes that the parent has more, once all files are read and written, than when it began. */
  private static long growth(Process parent) throws IOException, InterruptedException {
    ObjectMapper json = new ObjectMapper();
    long live = 0;
    long resident = 0;
    StringBuilder said = new StringBuilder();
    try (BufferedReader events =
        new BufferedReader(
            new InputStreamReader(parent.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = events.readLine(); line != null; line = events.readLine()) {
        said.append(line).append('\n');
        if (!line.startsWith("{")) {
          continue;
        }
        JsonNode event = json.readTree(line);
        if (resident == 0) {
          assertThat(event.get("stage").asText()).isEqualTo("walk");
          live = liveBytes(parent.pid());
          resident = kernelSays(parent.pid(), "VmRSS");
        }
        if (event.get("stage").asText().equals("seal")) {
          assertThat(event.get("files_total").asInt()).isEqualTo(FOLDER_FILES);
          assertThat(event.get("files").asInt()).isEqualTo(FOLDER_FILES);
          assertThat(event.get("embedded").asInt()).isZero();
          long more = kernelSays(parent.pid(), "VmHWM") - resident;
          long heap = HEAP_MEGABYTES * MEGABYTE - live;
          System.out.printf(
              "parent: resident %d MB and %d MB more; of its heap of %d MB, %d MB live before%n",
              resident / MEGABYTE, more / MEGABYTE, HEAP_MEGABYTES, live / MEGABYTE);
          return heap + more;
        }
      }
    }
    throw new AssertionError("it ended before it had read all files:\n" + said);
  }

  private static long kernelSays(long pid, String what) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith(what + ":")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IOException("the kernel does not tell [" + what + "]");
  }

  /** What is live on the heap, after a full collection. */
  private static long liveBytes(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asked =
        new ProcessBuilder(jcmd.toString(), "" + pid, "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    List<String> lines = asked.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertThat(asked.waitFor()).as("%s", lines).isZero();
    String[] total = lines.getLast().trim().split("\\s+");
    assertThat(total[0]).isEqualTo("Total");
    return Long.parseLong(total[2]);
  }
}
