package io.pinakes.query.generate.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.query.Patience;
import io.pinakes.query.generate.AnswerSink;
import io.pinakes.query.generate.Endpoint;
import io.pinakes.query.generate.Generation;
import io.pinakes.query.generate.GenerationException;
import io.pinakes.query.generate.GenerationException.Kind;
import io.pinakes.query.generate.GenerationLimits;
import io.pinakes.query.generate.Generator;
import io.pinakes.query.generate.NumberedPassage;
import io.pinakes.query.generate.Prompt;
import io.pinakes.query.generate.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What every client of a language-model server does, whatever goes wrong on the wire. */
public abstract class ServerGeneratorContract {
  /** Nobody's time is up because a machine is slow: the tests of a limit make it a short one. */
  protected static final GenerationLimits PATIENT =
      new GenerationLimits(
          Patience.TIME,
          Patience.TIME,
          Patience.TIME,
          Patience.TIME.multipliedBy(2),
          2,
          Duration.ofSeconds(30),
          20_000,
          60_000);

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** How long the client was asked to wait. */
  protected final List<Duration> waits = new ArrayList<>();

  protected final Timing timing = new Timing(() -> NOW, System::nanoTime, waits::add);

  /** The client under test. */
  protected abstract Generator generator(ServerOptions options, Timing timing);

  /** The type of the streamed content. */
  protected abstract String contentType();

  /** One piece of an answer on the wire; {@code json} is the inside of a JSON string. */
  protected abstract String piece(String json);

  /** The end of an answer on the wire: 7 tokens of prompt, 3 of answer. */
  protected abstract String end(String reason);

  /** An error within a stream, in each of the shapes that servers use. */
  protected abstract List<String> midStreamErrors(String message);

  /** The model's name in a list of models on the wire. */
  protected abstract String modelList(List<String> names);

  @Test
  void anAnswerArrivesPieceByPieceWithItsCounts() throws Exception {
    Outcome outcome =
        ask(
            connection -> {
              ok(connection);
              connection.send(piece("It began "));
              connection.send(piece("in 1973 [1].") + end("stop"));
            });
    assertThat(outcome.pieces).containsExactly("It began ", "in 1973 [1].");
    assertThat(outcome.generation).isEqualTo(new Generation(Generation.End.COMPLETE, 7, 3));
  }

  @Test
  void charactersSplitOverNetworkReadsAreWhole() throws Exception {
    Outcome outcome =
        ask(
            connection -> {
              ok(connection);
              connection.sendByteByByte(piece("Ölkrise – 石油 🛢") + end("stop"));
            });
    assertThat(outcome.text()).isEqualTo("Ölkrise – 石油 🛢");
  }

  @Test
  void aCharacterSplitOverTwoPiecesIsWhole() throws Exception {
    Outcome outcome =
        ask(
            connection -> {
              ok(connection);
              connection.send(piece("oil \\ud83d") + piece("\\udee2 lone \\ud83d") + end("stop"));
            });
    assertThat(outcome.text()).isEqualTo("oil 🛢 lone \uFFFD");
  }

  @Test
  void bytesThatAreNoCharacterBecomeTheReplacementCharacter() throws Exception {
    Outcome outcome =
        ask(
            connection -> {
              ok(connection);
              String[] halves = piece("a@b").split("@");
              connection.send(halves[0]);
              connection.send(new byte[] {(byte) 0xC3});
              connection.send(halves[1] + end("stop"));
            });
    assertThat(outcome.text()).isEqualTo("a\uFFFDb");
  }

  @Test
  void whatATerminalWouldObeyIsTakenOut() throws Exception {
    Outcome outcome =
        ask(
            connection -> {
              ok(connection);
              connection.send(piece("a\\u001b[31mb\\u202ec\\ud83d\\udc4d") + end("stop"));
            });
    assertThat(outcome.text()).isEqualTo("a[31mbc👍");
  }

  @Test
  void anErrorWithinTheStreamIsToldInTheServersWords() throws Exception {
    for (String error : midStreamErrors("CUDA out of memory")) {
      Outcome outcome =
          ask(
              connection -> {
                ok(connection);
                connection.send(piece("It began") + error);
              });
      assertThat(outcome.failure(Kind.SERVER_FAILED)).as(error).contains("CUDA out of memory");
      assertThat(outcome.text()).isEqualTo("It began");
    }
  }

  @Test
  void anAnswerThatEndsWithoutItsEndIsCut() throws Exception {
    Outcome outcome =
        ask(
            connection -> {
              ok(connection);
              connection.send(piece("It began"));
            });
    assertThat(outcome.failure(Kind.CUT)).contains("without finishing");
  }

  @Test
  void aConnectionThatBreaksIsCut() throws Exception {
    Outcome outcome =
        ask(
            connection -> {
              connection.send(
                  "HTTP/1.1 200 OK\r\nContent-Type: "
                      + contentType()
                      + "\r\nContent-Length: 100000\r\n\r\n");
              connection.send(piece("It began"));
            });
    assertThat(outcome.failure(Kind.CUT)).contains("broke off");
  }

  @Test
  void aServerThatFallsSilentIsLeft() throws Exception {
    try (ReplayServer server =
        new ReplayServer(
            connection -> {
              ok(connection);
              connection.send(piece("It began"));
              connection.waitUntilTheClientLeaves();
            })) {
      GenerationLimits briefSilence = within(PATIENT.firstByte(), Duration.ofMillis(300));
      assertThat(run(server, briefSilence).failure(Kind.TIMED_OUT)).contains("silent for 300 ms");
      assertThat(server.clientLeft().await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aServerThatNeverBeginsIsLeft() throws Exception {
    try (ReplayServer server =
        new ReplayServer(ReplayServer.Connection::waitUntilTheClientLeaves)) {
      GenerationLimits soonOrNever = within(Duration.ofMillis(400), PATIENT.idle());
      assertThat(run(server, soonOrNever).failure(Kind.TIMED_OUT)).contains("did not begin");
      assertThat(server.clientLeft().await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aServerThatDripsIsLeftWhenTheWholeTakesTooLong() throws Exception {
    GenerationLimits oneSecond =
        new GenerationLimits(
            PATIENT.connect(),
            PATIENT.firstByte(),
            PATIENT.idle(),
            Duration.ofSeconds(1),
            0,
            PATIENT.retryWait(),
            20_000,
            Integer.MAX_VALUE);
    try (ReplayServer server =
        new ReplayServer(
            connection -> {
              ok(connection);
              while (true) {
                connection.send(piece("drip"));
              }
            })) {
      assertThat(run(server, oneSecond).failure(Kind.TIMED_OUT)).contains("within 1000 ms");
    }
  }

  @Test
  void anEndlessLineAndAnEndlessAnswerAreBounded() throws Exception {
    Outcome line =
        ask(
            connection -> {
              ok(connection);
              connection.send("x".repeat(20_001));
              connection.waitUntilTheClientLeaves();
            });
    assertThat(line.failure(Kind.TOO_LARGE)).contains("line of more than 20000 bytes");
    Outcome whole =
        ask(
            connection -> {
              ok(connection);
              for (int i = 0; i < 1000; i++) {
                connection.send(piece("word ".repeat(50)));
              }
            });
    assertThat(whole.failure(Kind.TOO_LARGE)).contains("more than 60000 bytes");
  }

  @Test
  void tooManyRequestsAreRepeatedAfterTheTimeThatTheServerNames() throws Exception {
    try (ReplayServer server =
        new ReplayServer(
            connection -> connection.head("429 Too Many Requests", "Retry-After: 7"),
            connection ->
                connection.head(
                    "503 Service Unavailable", "Retry-After: Sun, 01 Mar 2026 12:00:09 GMT"),
            connection -> {
              ok(connection);
              connection.send(piece("yes") + end("stop"));
            })) {
      assertThat(run(server, PATIENT).text()).isEqualTo("yes");
      assertThat(waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(9));
    }
  }

  @Test
  void aServerThatAsksForTooLongAWaitOrTooManyIsNotWaitedFor() throws Exception {
    Outcome long1 = ask(connection -> connection.head("429 Busy", "Retry-After: 3600"));
    assertThat(long1.failure(Kind.RATE_LIMITED)).contains("3600 s");
    assertThat(waits).isEmpty();
    try (ReplayServer server =
        new ReplayServer(
            connection -> connection.head("429 Busy"),
            connection -> connection.head("429 Busy", "Retry-After: soon"),
            connection -> connection.head("429 Busy"))) {
      assertThat(run(server, PATIENT).failure(Kind.RATE_LIMITED)).contains("asked 3 times");
      assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }
  }

  @Test
  void aRefusalIsToldInTheServersWords() throws Exception {
    Outcome flat =
        ask(
            connection -> {
              connection.head("404 Not Found");
              connection.send("{\"error\":\"model 'nope' not found\"}");
            });
    assertThat(flat.failure(Kind.REFUSED)).contains("404").contains("model 'nope' not found");
    Outcome nested =
        ask(
            connection -> {
              connection.head("400 Bad Request");
              connection.send("{\"error\":{\"code\":400,\"message\":\"prompt too long\"}}");
            });
    assertThat(nested.failure(Kind.REFUSED)).endsWith("prompt too long");
    Outcome page =
        ask(
            connection -> {
              connection.head("502 Bad Gateway");
              connection.send("<html>\nno upstream\u001b[2J</html>");
            });
    assertThat(page.failure(Kind.SERVER_FAILED)).endsWith("<html> no upstream[2J</html>");
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (ReplayServer server =
        new ReplayServer(
            connection -> connection.head("307 Elsewhere", "Location: http://127.0.0.1:9/"))) {
      assertThat(run(server, PATIENT).failure(Kind.REFUSED)).contains("redirects");
    }
  }

  @Test
  void whatIsNotTheProtocolIsMalformed() throws Exception {
    for (String json : List.of("{\"oops", "[1]", "{\"a\":".repeat(200))) {
      Outcome outcome =
          ask(
              connection -> {
                ok(connection);
                connection.send(raw(json));
              });
      outcome.failure(Kind.MALFORMED);
    }
  }

  /** A value on the wire, as it is. */
  protected abstract String raw(String json);

  @Test
  void whereNobodyListensTheMessageSaysWhatToDo() throws Exception {
    // Bound, so that nobody else is given it meanwhile, and never listened at.
    try (Socket held = new Socket()) {
      held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String address = "http://127.0.0.1:" + held.getLocalPort();
      try (Generator generator = generator(options(address, PATIENT), timing)) {
        assertThatThrownBy(() -> generator.generate(prompt(), new Outcome()))
            .hasMessageContaining("no server answers at " + address)
            .hasMessageContaining("start it");
      }
    }
  }

  @Test
  void interruptingCancelsAndClosesTheConnection() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<Throwable> seen = new AtomicReference<>();
    try (ReplayServer server =
            new ReplayServer(
                connection -> {
                  ok(connection);
                  connection.send(piece("It began"));
                  connection.waitUntilTheClientLeaves();
                });
        Generator generator =
            generator(options(server.address(), GenerationLimits.DEFAULT), timing)) {
      AnswerSink sink =
          new Outcome() {
            @Override
            public void text(String piece) {
              begun.countDown();
            }
          };
      Thread asker =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      generator.generate(prompt(), sink);
                    } catch (GenerationException | InterruptedException e) {
                      seen.set(e);
                    }
                  });
      assertThat(begun.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
      asker.interrupt();
      assertThat(asker.join(Patience.TIME)).isTrue();
      assertThat(seen.get()).isInstanceOf(InterruptedException.class);
      assertThat(server.clientLeft().await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theSentenceThatDeclinesIsAVerdictAndNoText() throws Exception {
    Outcome outcome =
        ask(
            connection -> {
              ok(connection);
              connection.send(
                  piece(" NOT ENO") + piece("UGH EVIDENCE") + piece(".\\n") + end("stop"));
            });
    assertThat(outcome.pieces).isEmpty();
    assertThat(outcome.ended()).isEqualTo(Generation.End.DECLINED);
  }

  @Test
  void wordsThatOnlyBeginLikeDecliningAreText() throws Exception {
    Outcome outcome =
        ask(
            connection -> {
              ok(connection);
              connection.send(
                  piece("Not") + piece(" enough") + piece(" rain fell [1].") + end("stop"));
            });
    assertThat(outcome.text()).isEqualTo("Not enough rain fell [1].");
    Outcome half = ask(c -> answerWith(c, "Not enough"));
    assertThat(half.text()).isEqualTo("Not enough");
    assertThat(half.ended()).isEqualTo(Generation.End.COMPLETE);
  }

  @Test
  void anAnswerCutByTheLimitOfTokensSaysSo() throws Exception {
    Outcome outcome =
        ask(
            connection -> {
              ok(connection);
              connection.send(piece("It bega") + end("length"));
            });
    assertThat(outcome.ended()).isEqualTo(Generation.End.LENGTH);
  }

  @Test
  void theOnlyModelIsFoundAndSeveralAreNamed() throws Exception {
    try (ReplayServer server =
        new ReplayServer(
            connection -> {
              connection.head("200 OK", "Content-Type: application/json");
              connection.send(modelList(List.of("tiny:latest")));
            },
            connection -> answerWith(connection, "yes"))) {
      assertThat(run(server, "", PATIENT).text()).isEqualTo("yes");
      server.request();
      assertThat(server.request()).contains("\"model\":\"tiny:latest\"");
    }
    try (ReplayServer server =
        new ReplayServer(
            connection -> {
              connection.head("200 OK", "Content-Type: application/json");
              connection.send(modelList(List.of("one", "two")));
            })) {
      assertThat(run(server, "", PATIENT).failure(Kind.REFUSED)).endsWith("one, two");
    }
  }

  @Test
  void theRequestHoldsThePromptAndTheLimits() throws Exception {
    try (ReplayServer server = new ReplayServer(connection -> answerWith(connection, "yes"))) {
      run(server, PATIENT);
      assertThat(server.request())
          .contains("\"stream\":true")
          .contains("\"model\":\"m\"")
          .contains("The embargo began in 1973.")
          .contains("Question: When?")
          .contains(":64")
          .doesNotContain("Authorization");
    }
  }

  /** Answers well. */
  protected final void answerWith(ReplayServer.Connection connection, String json)
      throws IOException {
    ok(connection);
    connection.send(piece(json) + end("stop"));
  }

  /** Sends the head of an answer. */
  protected final void ok(ReplayServer.Connection connection) throws IOException {
    connection.head("200 OK", "Content-Type: " + contentType());
  }

  /** Asks a server that plays one script. */
  protected final Outcome ask(ReplayServer.Script script) throws IOException, InterruptedException {
    try (ReplayServer server = new ReplayServer(script)) {
      return run(server, PATIENT);
    }
  }

  /** Asks a server. */
  protected final Outcome run(ReplayServer server, GenerationLimits limits)
      throws InterruptedException {
    return run(server, "m", limits);
  }

  private Outcome run(ReplayServer server, String model, GenerationLimits limits)
      throws InterruptedException {
    Outcome outcome = new Outcome();
    ServerOptions options =
        new ServerOptions(Endpoint.parse(server.address()), model, 4096, 0, 1, limits);
    try (Generator generator = generator(options, timing)) {
      outcome.generation = generator.generate(prompt(), outcome);
    } catch (GenerationException e) {
      outcome.thrown = e;
    }
    return outcome;
  }

  private static GenerationLimits within(Duration firstByte, Duration idle) {
    return new GenerationLimits(
        PATIENT.connect(),
        firstByte,
        idle,
        PATIENT.total(),
        PATIENT.retries(),
        PATIENT.retryWait(),
        PATIENT.maxLineBytes(),
        PATIENT.maxResponseBytes());
  }

  private static ServerOptions options(String address, GenerationLimits limits) {
    return new ServerOptions(Endpoint.parse(address), "m", 4096, 0, 1, limits);
  }

  private static Prompt prompt() {
    return new Prompt(
        "When?",
        List.of(new NumberedPassage(1, "oil.txt", "The embargo began in 1973.", 1)),
        "0123456789abcdef",
        64);
  }

  /** What a client gave. */
  protected static class Outcome implements AnswerSink {
    final List<String> pieces = new ArrayList<>();
    @org.jspecify.annotations.Nullable Generation generation;
    @org.jspecify.annotations.Nullable GenerationException thrown;

    @Override
    public void text(String piece) {
      pieces.add(piece);
    }

    @Override
    public void quote(int passage, int start, int end) {
      throw new AssertionError("a language model does not quote by range");
    }

    /** All pieces. */
    public final String text() {
      assertThat(thrown == null || !pieces.isEmpty()).as("failed: %s", thrown).isTrue();
      return String.join("", pieces);
    }

    /** How it ended. */
    public final Generation.End ended() {
      assertThat(generation).as("failed: %s", thrown).isNotNull();
      return generation.end();
    }

    /** The message, if it failed in this way. */
    public final String failure(Kind kind) {
      assertThat(thrown).as("an error of kind %s", kind).isNotNull();
      assertThat(thrown.kind()).as(thrown.getMessage()).isEqualTo(kind);
      return String.valueOf(thrown.getMessage());
    }
  }
}
