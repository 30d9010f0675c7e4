package io.pinakes.vectorstore.lucene;

import io.pinakes.vectorstore.IndexDamagedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NoLockFactory;

/**
 * What a full check of an index found. It reads every file and compares checksums, beside readers
 * and a writer.
 *
 * @param sound whether all is as it was written
 * @param chunks how many there are, 0 if that could not be told
 * @param findings what is wrong, in words; empty if sound
 */
public record IndexCheck(boolean sound, long chunks, List<String> findings) {
  /** Checks in a row that may meet a writer which is just replacing files. */
  private static final int ATTEMPTS = 5;

  /** How a line of Lucene's log names an exception, rather than where it came from. */
  private static final Pattern EXCEPTION =
      Pattern.compile("^(?:Caused by: )?(?:[a-z0-9]+\\.)+([A-Z]\\w*): ");

  /** Keeps the findings as they are. */
  public IndexCheck {
    findings = List.copyOf(findings);
  }

  /**
   * Checks an index. One that was never committed to is sound.
   *
   * @param folder as given to {@link LuceneChunkIndex#open}
   * @throws IOException if the disk fails; damage is a finding and not an exception
   */
  public static IndexCheck run(Path folder) throws IOException {
    IndexFolder index = new IndexFolder(folder);
    for (int attempt = 1; ; attempt++) {
      Optional<String> build;
      try {
        build = index.current();
      } catch (IndexFolder.MalformedPointerException e) {
        return new IndexCheck(false, 0, List.of(String.valueOf(e.getMessage())));
      }
      if (build.isEmpty()) {
        return new IndexCheck(true, 0, List.of());
      }
      IndexCheck check = runBuild(index, build.get());
      // Under a busy writer a file may go between its naming and its reading.
      if (check.sound() || attempt == ATTEMPTS) {
        return check;
      }
    }
  }

  private static IndexCheck runBuild(IndexFolder index, String name) throws IOException {
    Path build = index.build(name);
    List<String> findings = new ArrayList<>();
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try (Directory directory = index.open(name);
        PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
        CheckIndex check =
            new CheckIndex(directory, NoLockFactory.INSTANCE.obtainLock(directory, "check"))) {
      check.setLevel(CheckIndex.Level.MIN_LEVEL_FOR_CHECKSUM_CHECKS);
      check.setInfoStream(out);
      check.setThreadCount(1);
      CheckIndex.Status status = check.checkIndex();
      if (!status.clean) {
        findings.add(status.missingSegments ? "no commit can be read" : "segments are broken");
        log.toString(StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> EXCEPTION.matcher(line).find())
            .map(line -> EXCEPTION.matcher(line).replaceFirst("$1: "))
            .distinct()
            .forEach(findings::add);
        return new IndexCheck(false, 0, findings);
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        CommitData.from(reader.getIndexCommit().getUserData(), build);
        return new IndexCheck(true, LiveStatistics.chunks(reader.leaves()), List.of());
      }
    } catch (IOException | RuntimeException e) {
      IOException told = Damage.whileOpening(build, e);
      if (told instanceof IndexDamagedException) {
        return new IndexCheck(false, 0, List.of(String.valueOf(told.getMessage())));
      }
      throw told;
    }
  }
}
