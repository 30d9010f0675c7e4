package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.datasets.home.Home;
import io.pinakes.node.testing.Corpus;
import io.pinakes.node.testing.LyingProxy;
import io.pinakes.node.testing.PinakesProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A dataset is published in one home and pulled into others, by its name, from two gateways of
 * which one lies, or is killed on the way. Every home and gateway is a process of its own.
 */
@Tag("slow")
@Timeout(600)
class DatasetPublishIT {
  private static final int DOCUMENTS = 600;

  /** Of a kill that is to come before all is pulled. */
  private static final int TRIES = 10;

  /** Said once, when the first passages of many are here. */
  private static final String SEARCHABLE = "can be searched while the rest comes";

  private static final String QUESTION = "which scroll outlasts the damp of the sea";

  /** A class of the runtime that models run in: whoever embeds anything has loaded it. */
  private static final String MODEL_RUNTIME = "ai.onnxruntime.OrtSession ";

  @TempDir Path folder;

  /** When a pull said that it can be searched. */
  private final AtomicLong answering = new AtomicLong();

  @Test
  void aPublishedDatasetIsPulledWholeThoughOneGatewayLiesOrDiesAndNothingIsEmbedded()
      throws Exception {
    Path first = folder.resolve("first");
    Corpus.write(folder.resolve("documents"), DOCUMENTS, 5);
    long start = System.nanoTime();
    PinakesProcess.Outcome ingested =
        tracing(first, "ingest")
            .run("ingest", folder.resolve("documents").toString(), "--dataset", "papers");
    assertThat(ingested.exitCode()).as(ingested.err()).isZero();
    JsonNode answer = json(first, "search", QUESTION, "-k", "3").get("hits");
    double embedding = (System.nanoTime() - start) / 1e9;
    assertThat(classes("ingest")).contains(MODEL_RUNTIME);

    JsonNode shown = json(first, "dataset", "publish", "papers");
    String name = shown.get("name").asText();
    Path mirror = mirror(first, name);
    JsonNode liar;
    JsonNode dead;
    double pulling;
    double early;
    try (GatewayCommandIT.Served one = GatewayCommandIT.Served.start(first, "--trustless")) {
      try (GatewayCommandIT.Served other = GatewayCommandIT.Served.start(mirror, "--trustless");
          LyingProxy lying = LyingProxy.before(other.url(), 50)) {
        start = System.nanoTime();
        liar = pull("second", name, Optional.empty(), lying.url(), one.url());
        assertThat(search("second")).isEqualTo(answer);
        pulling = (System.nanoTime() - start) / 1e9;
        early = (answering.get() - start) / 1e9;
        assertThat(lying.lies()).isPositive();
      }
      dead = pullFromOneThatDies(mirror, name, one.url());
      assertThat(search("third")).isEqualTo(answer);
    }
    assertThat(liar.at("/gateways/0/dropped").asText()).contains("other bytes");
    assertThat(dead.at("/gateways/0/blocks").asLong()).isPositive();
    for (JsonNode pulled : new JsonNode[] {liar, dead}) {
      assertThat(pulled.get("signed").asBoolean()).isTrue();
      assertThat(pulled.at("/gateways/1/dropped").asText()).isEmpty();
    }
    for (String home : new String[] {"second", "third"}) {
      assertThat(classes(home)).isNotEmpty().doesNotContain(MODEL_RUNTIME);
      JsonNode health = json(folder.resolve(home), "doctor");
      assertThat(health.toString()).doesNotContain("missing");
    }
    System.out.printf(
        Locale.ROOT,
        "time to the first answer about %d documents, %s blocks: %.1f s pulled from two gateways of"
            + " which one lies, with the question's own process (%.1f s until it could be asked),"
            + " %.1f s ingested here, %.1f times%n",
        DOCUMENTS,
        liar.get("blocks").asText(),
        pulling,
        early,
        embedding,
        embedding / pulling);

    json(first, "dataset", "unpublish", "papers");
    try (GatewayCommandIT.Served closed = GatewayCommandIT.Served.start(first, "--trustless")) {
      for (String what : new String[] {name, shown.get("root").asText()}) {
        PinakesProcess.Outcome refused =
            CommandBatch.program(folder.resolve("fourth"))
                .run("dataset", "pull", what, "-g", closed.url());
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.NOT_FOUND);
      }
    }
  }

  @Test
  void aDatasetAnswersWhileItIsPulledAndAKilledPullGoesOn() throws Exception {
    Path first = folder.resolve("first");
    Corpus.write(folder.resolve("documents"), DOCUMENTS, 6);
    json(first, "ingest", folder.resolve("documents").toString(), "--dataset", "papers");
    JsonNode answer = json(first, "search", QUESTION, "-k", "3").get("hits");
    String name = json(first, "dataset", "publish", "papers").get("name").asText();
    Path second = folder.resolve("second");
    try (GatewayCommandIT.Served gateway = GatewayCommandIT.Served.start(first, "--trustless")) {
      String[] line = {"dataset", "pull", name, "-g", gateway.url()};
      JsonNode rest = pullInTwo(second, line);

      assertThat(rest.get("changed").asBoolean()).isTrue();
      assertThat(fetched(rest)).isLessThan(rest.get("blocks").asLong());
      System.out.println(fetched(rest) + " of " + rest.get("blocks") + " came after the kill");
    }
    assertThat(search("second")).isEqualTo(answer);
    assertThat(json(second, "dataset", "ls").at("/datasets/0/complete").asBoolean()).isTrue();
  }

  /**
   * A kill may come late: what is all here by then is pulled again, and in the end by a program
   * that says no more from where it is to be killed.
   */
  private JsonNode pullInTwo(Path home, String... line) throws Exception {
    for (int i = 0; i < TRIES; i++) {
      PinakesProcess program = CommandBatch.program(home);
      PinakesProcess.Outcome first =
          (i >= TRIES / 2 ? program.heldAt(SEARCHABLE) : program)
              .run(said -> said.contains(SEARCHABLE), line);
      JsonNode part = json(home, "dataset", "ls").at("/datasets/0");
      if (!part.get("complete").asBoolean()) {
        assertThat(first.killed()).as(first.err()).isTrue();
        assertAnswers(home, part);
        JsonNode rest = json(home, line);
        if (fetched(rest) > 0) {
          return rest;
        }
      }
      Home.deleteBelow(home);
    }
    throw new AssertionError("no pull was killed half way in [" + TRIES + "] tries");
  }

  private static void assertAnswers(Path home, JsonNode part) throws Exception {
    assertThat(part.get("pulled_chunks").asLong())
        .isPositive()
        .isLessThanOrEqualTo(part.get("chunks").asLong());
    assertThat(json(home, "status").at("/datasets/0/pulled_chunks"))
        .isEqualTo(part.get("pulled_chunks"));
    assertThat(json(home, "search", QUESTION, "-k", "3").get("hits")).isNotEmpty();
    PinakesProcess.Outcome early = CommandBatch.program(home).run("dataset", "publish", "papers");
    assertThat(early.err()).contains("not all here yet");
  }

  private static long fetched(JsonNode pulled) {
    return pulled.at("/gateways/0/blocks").asLong();
  }

  /** Another home that shows the same dataset: it pulled it, and publishes it in turn. */
  private Path mirror(Path first, String name) throws Exception {
    Path mirror = folder.resolve("mirror");
    try (GatewayCommandIT.Served gateway = GatewayCommandIT.Served.start(first, "--trustless")) {
      json(mirror, "dataset", "pull", name, "-g", gateway.url());
    }
    json(mirror, "dataset", "publish", "papers");
    return mirror;
  }

  /** As with {@link #pullInTwo}; the one that dies is the first of the two. */
  private JsonNode pullFromOneThatDies(Path mirror, String name, String other) throws Exception {
    for (int i = 0; i < TRIES; i++) {
      try (GatewayCommandIT.Served dying = GatewayCommandIT.Served.start(mirror, "--trustless")) {
        JsonNode pulled = pull("third", name, Optional.of(dying), dying.url(), other);
        if (!pulled.at("/gateways/0/dropped").asText().isEmpty()) {
          return pulled;
        }
      }
      Home.deleteBelow(folder.resolve("third"));
    }
    throw new AssertionError("no gateway was killed in a pull in [" + TRIES + "] tries");
  }

  /** Pulls; if there is one that is to die, kills it when the first passages have come. */
  private JsonNode pull(
      String home, String name, Optional<GatewayCommandIT.Served> dying, String... gateways)
      throws Exception {
    AtomicBoolean killed = new AtomicBoolean();
    PinakesProcess.Outcome outcome =
        tracing(folder.resolve(home), home)
            .run(
                line -> {
                  if (line.contains(SEARCHABLE)) {
                    answering.set(System.nanoTime());
                    dying.ifPresent(GatewayCommandIT.Served::close);
                    killed.set(dying.isPresent());
                  }
                  return false;
                },
                "dataset",
                "pull",
                name,
                "-g",
                gateways[0],
                "-g",
                gateways[1],
                "--progress",
                "json",
                "--json");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(killed.get()).isEqualTo(dying.isPresent());
    return new ObjectMapper().readTree(outcome.out());
  }

  private JsonNode search(String home) throws Exception {
    return json(folder.resolve(home), "search", QUESTION, "-k", "3").get("hits");
  }

  /** A process that writes down every class that it loads. */
  private PinakesProcess tracing(Path home, String file) {
    return CommandBatch.program(home)
        .withoutArchive()
        .flag("-Xlog:class+load:file=" + folder.resolve(file + ".classes"));
  }

  private String classes(String file) throws Exception {
    return Files.readString(folder.resolve(file + ".classes"));
  }

  private static JsonNode json(Path home, String... line) throws Exception {
    String[] all = Arrays.copyOf(line, line.length + 1);
    all[line.length] = "--json";
    PinakesProcess.Outcome outcome = CommandBatch.program(home).run(all);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.out());
  }
}
