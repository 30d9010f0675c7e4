package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.Patience;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node that is killed at moments that a seed draws, while several callers bring files, take them
 * away, pin, unpin, begin jobs and search: what it acknowledged is there when it is back. What was
 * asked and not answered may be so or not.
 */
@Timeout(3_600)
@Tag("slow")
class NodeKillIT {
  private static final int KILLS = Integer.getInteger("pinakes.kills", 4);

  /** All that are left behind are run to their ends after each kill. */
  private static final int JOBS_A_ROUND = 8;

  /** More than it takes on: nobody knows what became of it. */
  private static final Set<Integer> BUSY = Set.of(503);

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** Of a thing that was acknowledged, whether it is to be there; without a value nobody knows. */
  private final Map<String, Optional<Boolean>> uploads = new HashMap<>();

  private final Map<String, Optional<Boolean>> pins = new HashMap<>();
  private final Set<String> jobs = new HashSet<>();
  private final Set<String> notes = new HashSet<>();
  private final Map<Integer, Integer> begun = new ConcurrentHashMap<>();
  private int acknowledged;

  /** A request that changes something. */
  private interface Step {
    void run(ServedProcess node, SplittableRandom random) throws Exception;
  }

  @Test
  void whatWasAcknowledgedBeforeAKillIsThereAfterIt() throws Exception {
    long seed = Long.getLong("pinakes.seed", System.nanoTime());
    System.out.println("reproduce with -Dpinakes.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Path home = folder.resolve("home");
    List<String> documents = begin(home);
    for (int kill = 0; kill < KILLS; kill++) {
      ServedProcess node = ServedProcess.start(home);
      try {
        node.awaitJobs();
        check(node);
        int round = kill;
        load(
            node,
            random,
            200 + random.nextInt(1_800),
            () -> acknowledgedMoreThan(10 * (round + 1)),
            List.of(
                (n, r) -> upload(n, r, round),
                (n, r) -> pin(n, r, documents),
                (n, r) -> job(n, r, round),
                (n, r) -> n.get("/api/v1/status")));
      } finally {
        node.kill();
      }
    }
    ServedProcess node = ServedProcess.start(home);
    try {
      node.awaitJobs();
      check(node);
    } finally {
      node.stop();
    }
    System.out.println(
        KILLS
            + " kills, "
            + acknowledged
            + " acknowledged: "
            + uploads.size()
            + " files, "
            + pins.size()
            + " pins, "
            + jobs.size()
            + " jobs");
    assertThat(acknowledged).isGreaterThan(10 * KILLS);
    assertThat(jobs).hasSizeGreaterThan(1);
  }

  /** Ingests what can be pinned; gives the CIDs of its documents. */
  private List<String> begin(Path home) throws Exception {
    Path sample = Files.createDirectories(folder.resolve("sample"));
    for (int i = 0; i < 6; i++) {
      Files.writeString(sample.resolve("s" + i + ".txt"), "Sample " + i + " tells of lighthouses.");
    }
    ServedProcess node = ServedProcess.start(home);
    try {
      begin(node, sample, "sample");
      // The first folder of a dataset is its source "files"; those after it bear their own names.
      begin(node, sample, "notes");
      node.awaitJobs();
      List<String> cids = new ArrayList<>();
      node.get("/api/v1/datasets/sample/documents")
          .get("documents")
          .forEach(one -> cids.add(one.get("document").asText()));
      assertThat(cids).hasSize(6);
      return cids;
    } finally {
      node.stop();
    }
  }

  /** Has each step repeated by a thread of its own until the node is killed in the middle. */
  private void load(
      ServedProcess node,
      SplittableRandom random,
      int millis,
      BooleanSupplier enough,
      List<Step> steps)
      throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> running = new ArrayList<>();
      for (Step step : steps) {
        SplittableRandom own = random.split();
        running.add(
            threads.submit(
                () -> {
                  try {
                    while (true) {
                      step.run(node, own);
                    }
                  } catch (IOException killed) {
                    return null;
                  }
                }));
      }
      node.process().waitFor(Duration.ofMillis(millis).toNanos(), TimeUnit.NANOSECONDS);
      // On a slow machine that may have been too short for anything to be lost.
      long end = System.nanoTime() + Patience.TIME.toNanos();
      while (!enough.getAsBoolean() && System.nanoTime() - end < 0 && node.process().isAlive()) {
        node.process().waitFor(20, TimeUnit.MILLISECONDS);
      }
      assertThat(node.process().isAlive()).as("until it is killed").isTrue();
      node.process().destroyForcibly();
      for (Future<?> one : running) {
        one.get(Patience.SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  private void upload(ServedProcess node, SplittableRandom random, int round) throws Exception {
    String name = "r" + round + "-" + random.nextInt(12) + ".txt";
    boolean there = random.nextInt(3) > 0;
    note(uploads, name, Optional.empty());
    String text = "File " + name + " " + random.nextInt() + " tells of whales. ".repeat(50);
    int status =
        there
            ? node.upload("papers", name, text)
            : node.change(node.request("/api/v1/datasets/papers/uploads/" + name).DELETE());
    if (status == 202) {
      note(uploads, name, Optional.of(there));
    } else if (BUSY.contains(status)) {
      note(uploads, name, Optional.empty());
    } else {
      assertThat(status).as("a file that is not there").isEqualTo(there ? 202 : 404);
      note(uploads, name, Optional.of(false));
    }
  }

  private void pin(ServedProcess node, SplittableRandom random, List<String> cids)
      throws Exception {
    String cid = cids.get(random.nextInt(cids.size()));
    boolean there = random.nextBoolean();
    note(pins, cid, Optional.empty());
    var request = node.request("/api/v1/pins/" + cid);
    int status =
        node.change(
            there
                ? request
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString("{}"))
                : request.DELETE());
    if (BUSY.contains(status)) {
      return;
    }
    assertThat(status).isIn(there ? List.of(200) : List.of(204, 404));
    note(pins, cid, Optional.of(there));
  }

  private void job(ServedProcess node, SplittableRandom random, int round) throws Exception {
    if (begun.merge(round, 1, Integer::sum) > JOBS_A_ROUND) {
      HttpResponse<String> answer =
          node.send(
              node.request("/api/v1/search")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"query\": \"papyrus\"}")));
      assertThat(answer.statusCode()).as(answer.body()).isIn(200, 404, 503);
      return;
    }
    String name = "note-" + round + "-" + random.nextInt(1_000_000);
    Path source = Files.createDirectories(folder.resolve(name));
    Files.writeString(source.resolve("n.txt"), "Note " + name + " tells of papyrus.");
    Optional<String> id = begin(node, source, "notes");
    synchronized (this) {
      id.ifPresent(
          one -> {
            jobs.add(one);
            notes.add(name + "/n.txt");
            acknowledged++;
          });
    }
  }

  /** Begins an ingest; empty if there are too many already. */
  private static Optional<String> begin(ServedProcess node, Path source, String dataset)
      throws Exception {
    String body =
        JSON.createObjectNode()
            .put("kind", "ingest")
            .set(
                "request",
                JSON.createObjectNode().put("folder", source.toString()).put("dataset", dataset))
            .toString();
    HttpResponse<String> answer =
        node.send(
            node.request("/api/v1/jobs")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isIn(202, 503);
    return answer.statusCode() == 202
        ? Optional.of(JSON.readTree(answer.body()).get("id").asText())
        : Optional.empty();
  }

  private synchronized boolean acknowledgedMoreThan(int count) {
    return acknowledged > count && jobs.size() > 1;
  }

  private synchronized void note(
      Map<String, Optional<Boolean>> of, String name, Optional<Boolean> there) {
    of.put(name, there);
    acknowledged += there.isPresent() ? 1 : 0;
  }

  /** Once its jobs have ended. */
  private void check(ServedProcess node) throws Exception {
    Set<String> files = new HashSet<>(node.documents("papers"));
    uploads.forEach(
        (name, there) ->
            there.ifPresent(
                expected ->
                    assertThat(files.contains("uploads/" + name)).as(name).isEqualTo(expected)));
    Set<String> pinned = new HashSet<>();
    node.get("/api/v1/pins?limit=1000").get("pins").forEach(p -> pinned.add(p.get("cid").asText()));
    pins.forEach(
        (cid, there) ->
            there.ifPresent(
                expected -> assertThat(pinned.contains(cid)).as(cid).isEqualTo(expected)));
    for (String job : jobs) {
      JsonNode known = node.get("/api/v1/jobs/" + job);
      assertThat(known.path("state").asText()).as(known.toString()).isEqualTo("succeeded");
    }
    if (!notes.isEmpty()) {
      assertThat(node.documents("notes")).containsAll(notes);
    }
  }
}
