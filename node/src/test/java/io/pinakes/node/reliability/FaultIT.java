package io.pinakes.node.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.DatasetReader;
import io.pinakes.datasets.doctor.HealthReport;
import io.pinakes.datasets.home.Home;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.node.reliability.FaultyRunner.Result;
import io.pinakes.node.testing.FolderCopy;
import io.pinakes.vectorstore.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets each change that one small ingest makes to the disk fail once: every write, sync,
 * truncation, creation, renaming and removal of a file below the home, one run for each. In a first
 * ingest each fails once with an I/O error; in a later one the disk is full from each on.
 *
 * <p>A process to read documents takes a second of each core to start. So the same reads them in
 * all runs, and works elsewhere; what it does in the home's temporary folder fails in runs of their
 * own, with processes that are new in each.
 */
@Tag("slow")
final class FaultIT {
  private static final String DATASET = "notes";
  private static final int RUNNERS = 3;

  /** Where to begin: to see one fault again. */
  private static final int FIRST = Integer.getInteger("pinakes.first.fault", 1);

  /** So many faults in a row that no run came to: there are no more. */
  private static final int MISSES = 5;

  /** The folder of the pool, one of a child, and what is in it. */
  private static final int LEAST_OF_READERS = 4;

  /** Each such fault strikes a process of its own, which must also end by itself. */
  private static final int ALONE_EVERY = 25;

  @TempDir private Path work;
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private Path folder;

  @BeforeEach
  void writeFolder() throws IOException {
    folder = Files.createDirectories(work.resolve("folder"));
    Files.writeString(folder.resolve("a.md"), "# One\n\nThe lighthouse guides the fleet.\n");
    Files.writeString(folder.resolve("b.md"), "# Two\n\nThe catalogue lists every author.\n");
  }

  @Test
  void anIngestWhoseNthWriteFailsLeavesTheOldVersionOrTheNew() throws Exception {
    try (SharedParts parts = new SharedParts(Files.createDirectory(work.resolve("tmp")))) {
      Path before = work.resolve("before");
      String old = ingest(parts, before);
      Files.writeString(folder.resolve("b.md"), "# Two\n\nThe catalogue forgets an author.\n");
      Files.writeString(folder.resolve("c.md"), "# Three\n\nA copyist counts the reeds.\n");
      strikeEach(parts, Optional.of(before), Optional.of(old), true);
    }
  }

  @Test
  void aFirstIngestWhoseNthWriteFailsLeavesNothingOrTheFirstVersion() throws Exception {
    try (SharedParts parts = new SharedParts(Files.createDirectory(work.resolve("tmp")))) {
      strikeEach(parts, Optional.empty(), Optional.empty(), false);
    }
  }

  private void strikeEach(
      SharedParts parts, Optional<Path> before, Optional<String> old, boolean full)
      throws Exception {
    String fresh = ingest(parts, work.resolve("calm"));
    assertThat(strikeEach("home", FaultyRunner::inHome, parts, before, old, fresh, full))
        .as("changes of the disk that an ingest makes")
        .isGreaterThan(100);
    assertThat(outcomes.keySet()).anyMatch(what -> what.contains("ended with 1"));
    outcomes.clear();
    assertThat(
            strikeEach(
                "temporary", FaultyRunner::inTemporaryFolder, parts, before, old, fresh, full))
        .as("changes that those make who read its documents")
        .isGreaterThan(LEAST_OF_READERS);
    assertThat(outcomes.keySet()).anyMatch(what -> what.contains("hit, ended with"));
  }

  /** Returns the number of the first fault that no run came to, or a little more. */
  private int strikeEach(
      String place,
      RunnerSource runners,
      SharedParts parts,
      Optional<Path> before,
      Optional<String> old,
      String fresh,
      boolean full)
      throws Exception {
    AtomicInteger next = new AtomicInteger(FIRST);
    AtomicInteger missed = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(RUNNERS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < RUNNERS; i++) {
        Path own = Files.createDirectories(work.resolve(place + "-" + i));
        all.add(
            threads.submit(
                () -> {
                  try (FaultyRunner runner = runners.in(own)) {
                    while (missed.get() < MISSES) {
                      boolean hit =
                          strike(runner, next.getAndIncrement(), full, parts, before, old, fresh);
                      missed.set(hit ? 0 : missed.get() + 1);
                    }
                  } catch (Exception | Error e) {
                    missed.set(MISSES);
                    throw e;
                  }
                  return null;
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    System.out.println(place + ", faults: " + next.get() + ", outcomes: " + outcomes);
    return next.get();
  }

  @FunctionalInterface
  private interface RunnerSource {
    FaultyRunner in(Path work) throws IOException, InterruptedException;
  }

  /** One fault; whether the ingest came to it. */
  private boolean strike(
      FaultyRunner runner,
      int number,
      boolean full,
      SharedParts parts,
      Optional<Path> before,
      Optional<String> old,
      String fresh)
      throws Exception {
    Path home = runner.home(number);
    if (before.isPresent()) {
      FolderCopy.of(before.get(), home);
    }
    int errno = full ? FaultyDisk.ENOSPC : FaultyDisk.EIO;
    String[] command = {
      "ingest", folder.toString(), "--dataset", DATASET, "--home", home.toString(), "--json"
    };
    Result result =
        number % ALONE_EVERY == 0
            ? runner.runAlone(number, full, errno, command)
            : runner.run(number, full, errno, command);
    String what = "fault [" + number + "] of errno [" + errno + "]: " + result;
    assertThat(result.err()).as(what).doesNotContain("\tat ").doesNotContain("Exception");
    if (result.code() != 0) {
      assertThat(result.code()).as(what).isIn(1, 3, 7, 8);
      assertThat(result.err()).as(what).contains("pinakes: ");
    }
    boolean made = Files.exists(home.resolve("format"));
    Optional<String> left = Optional.empty();
    // One opening, over a disk that works: of a thousand that follow upon each other it is the
    // price.
    try (Bank bank = Bank.open(home, BankOptions.writing(parts, "the test"))) {
      if (made) {
        left = state(bank, parts, what);
      }
      if (result.code() == 0) {
        assertThat(left).as(what).contains(fresh);
      } else {
        assertThat(left).as(what).isIn(old, Optional.of(fresh));
      }
      assertThat(ingest(bank)).as(what).isEqualTo(fresh);
      assertThat(state(bank, parts, what)).as(what).contains(fresh);
    }
    note(
        (result.hit() ? "hit, " : "missed, ")
            + ("ended with " + result.code())
            + (left.equals(old) ? ", old state" : ", new state"));
    Home.deleteBelow(home);
    return result.hit();
  }

  private synchronized void note(String outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }

  /** The root that a home is at, if any; sound and searchable. */
  private static Optional<String> state(Bank bank, SharedParts parts, String what)
      throws IOException {
    if (bank.datasets().isEmpty()) {
      return Optional.empty();
    }
    HealthReport health = bank.checkUp(DATASET);
    assertThat(health.damaged()).as(what).isEmpty();
    assertThat(health.index()).as(what).isEmpty();
    assertThat(health.ledger()).as(what).isEmpty();
    return bank.dataset(DATASET).manifest().isEmpty()
        ? Optional.empty()
        : Optional.of(root(bank, parts, what, health.indexBehind().isPresent()));
  }

  private static String root(Bank bank, SharedParts parts, String what, boolean behind)
      throws IOException {
    if (behind) {
      // An index that was never finished answers nothing; one of the version before does.
      bank.repair(DATASET);
    }
    try (DatasetReader reader = bank.reader(DATASET).orElseThrow()) {
      assertThat(reader.index().text("lighthouse", 5, Filter.NONE)).as(what).hasSize(1);
      assertThat(reader.index().vector(parts.embedQuery("ships at sea"), 5, Filter.NONE))
          .as(what)
          .isNotEmpty();
      return reader.manifest().documents().toString();
    }
  }

  private String ingest(SharedParts parts, Path home) throws IOException {
    try (Bank bank = Bank.open(home, BankOptions.writing(parts, "the test"))) {
      return ingest(bank);
    }
  }

  private String ingest(Bank bank) throws IOException {
    return bank.ingest(IngestRequest.of(DATASET, folder), ProgressListener.NONE)
        .documentsRoot()
        .orElseThrow()
        .toString();
  }
}
