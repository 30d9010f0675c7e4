package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.pinakes.node.testing.Distribution;
import io.pinakes.node.testing.Patience;
import io.pinakes.node.testing.PinakesProcess.Outcome;
import io.pinakes.node.testing.PseudoTerminal;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code pinakes ask} without a question, before a terminal of its own. */
@Timeout(600)
class AskDialogueIT {
  private static final Path SAMPLE =
      Path.of(System.getProperty("pinakes.root")).resolve("datasets").resolve("sample");
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";

  /** What an arrow sends to programs that edit lines. */
  private static final String UP = "\u001bOA";

  @TempDir private static Path work;
  private static Path launcher = Path.of("");
  private static Path home = Path.of("");

  @BeforeAll
  static void ingestTheSample() throws Exception {
    launcher = Distribution.in(Files.createDirectory(work.resolve("installed")));
    home = work.resolve("home");
    Outcome ingested =
        CommandBatch.program(home).run("ingest", SAMPLE.toString(), "--dataset", "sample", "-q");
    assertThat(ingested.exitCode()).as(ingested.err()).isZero();
  }

  private static PseudoTerminal ask(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of("--home", home.toString(), "--no-color", "ask"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PINAKES_CACHE", System.getProperty("pinakes.cache", "target/cache"));
    builder.environment().put("PINAKES_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("PINAKES_NO_ARCHIVE", "1");
    return new PseudoTerminal(builder);
  }

  @Test
  void questionsBuildOnOthersAndSourcesOpenByTheirNumber() throws Exception {
    try (PseudoTerminal terminal = ask()) {
      terminal.await("Ask about what is in sample");
      terminal.await("ask> ");
      terminal.type("How was papyrus made?\r");
      terminal.await("Making papyrus");
      terminal.await("ask> ");
      terminal.type("What about parchment?\r");
      terminal.await("understood as: How was parchment made?");
      terminal.await("skin of sheep");
      terminal.await("ask> ");
      terminal.type("1\r");
      terminal.await("four thousand");
      assertThat(terminal.await("characters "))
          .as("the passage stands among what is around it")
          .contains("Parchment is the skin of sheep");
      terminal.await("ask> ");
      terminal.type("/sources\r");
      assertThat(terminal.await("[3] ")).contains("cited");
      terminal.await("ask> ");
      terminal.type("99\r");
      terminal.await("has no source [99]");
      terminal.type(CTRL_D);
      assertThat(terminal.exitCode()).isZero();
    }
  }

  /** It reads the home beside the node, and what the node takes up meanwhile, too. */
  @Test
  @Tag("slow")
  void besideANodeItGoesOnAndKnowsWhatTheNodeTakesUp() throws Exception {
    ServedProcess node = ServedProcess.start(home);
    try (PseudoTerminal terminal = ask()) {
      terminal.await("ask> ");
      terminal.type("How was papyrus made?\r");
      terminal.await("Making papyrus");
      terminal.await("ask> ");
      String words = "# Wax\n\nThe zyzzyva was carved from wax by the scribe Tiro.\n";
      assertThat(node.upload("sample", "wax.md", words)).isEqualTo(202);
      node.awaitJobs();
      terminal.type("What was the zyzzyva carved from?\r");
      terminal.await("by the scribe Tiro");
      terminal.await("ask> ");
      terminal.type(CTRL_D);
      assertThat(terminal.exitCode()).isZero();
    } finally {
      node.stop();
    }
  }

  @Test
  void whatIsWrongCostsALineAndNotTheConversation() throws Exception {
    try (PseudoTerminal terminal = ask()) {
      terminal.await("ask> ");
      terminal.type("/dataset nothing\r");
      terminal.await("there is no dataset [nothing] here, only sample");
      terminal.await("ask> ");
      terminal.type("/dance\r");
      terminal.await("There is no command /dance");
      terminal.await("ask> ");
      terminal.type("half a question" + CTRL_C);
      terminal.await("ask> ");
      terminal.type("/dat\t");
      terminal.await("/dataset ");
      terminal.type("sample\r");
      terminal.await("sample> ");
      terminal.type("/help\r");
      terminal.await("Ctrl-C stops an answer");
      terminal.await("sample> ");
      terminal.type("Who won the 1994 football cup?\r");
      terminal.await("not enough evidence");
      terminal.await("sample> ");
      terminal.type("/quit\r");
      assertThat(terminal.exitCode()).isZero();
    }
  }

  @Test
  void ctrlCStopsAnAnswerAndTheNextQuestionIsAnswered() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    HttpServer model = slowModel(new CountDownLatch(1), gone);
    try (PseudoTerminal terminal =
        ask("-g", "openai", "--generator-model", "m", "--endpoint", address(model))) {
      terminal.await("ask> ");
      terminal.type("When was the fort built?\r");
      terminal.await("The fort was");
      terminal.type(CTRL_C);
      terminal.await("Stopped.");
      assertThat(gone.await(Patience.SECONDS, TimeUnit.SECONDS))
          .as("the model is not kept at work")
          .isTrue();
      terminal.await("ask> ");
      terminal.type("/sources\r");
      terminal.await("There is no answer yet.");
      terminal.await("ask> ");
      terminal.type(CTRL_D);
      assertThat(terminal.exitCode()).isZero();
    } finally {
      model.stop(0);
    }
  }

  /** While nothing reads, a terminal left to itself would take Ctrl-D for an end, and lose it. */
  @Test
  void whatIsTypedDuringAnAnswerIsNotLost() throws Exception {
    CountDownLatch finish = new CountDownLatch(1);
    HttpServer model = slowModel(finish, new CountDownLatch(1));
    try (PseudoTerminal terminal =
        ask("-g", "openai", "--generator-model", "m", "--endpoint", address(model))) {
      terminal.await("ask> ");
      terminal.type("When was the fort built?\r");
      terminal.await("The fort was");
      terminal.type(CTRL_D);
      finish.countDown();
      assertThat(terminal.exitCode()).isZero();
    } finally {
      model.stop(0);
    }
  }

  @Test
  void whatWasAskedIsRememberedForItsOwnerAlone() throws Exception {
    try (PseudoTerminal terminal = ask()) {
      terminal.await("ask> ");
      terminal.type("When was the fort built?\r");
      terminal.await("Qaitbay");
      terminal.await("ask> ");
      terminal.type(CTRL_D);
      assertThat(terminal.exitCode()).isZero();
    }
    Path history = home.resolve(AskDialogue.HISTORY);
    assertThat(Files.readString(history)).contains("When was the fort built?");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
        .isEqualTo("rw-------");
    try (PseudoTerminal terminal = ask()) {
      terminal.await("ask> ");
      terminal.type(UP);
      terminal.await("When was the fort built?");
      terminal.type("\r");
      terminal.await("Qaitbay");
      terminal.type(CTRL_D);
      assertThat(terminal.exitCode()).isZero();
    }
  }

  @Test
  void toldToEndItEndsInOrder() throws Exception {
    try (PseudoTerminal terminal = ask()) {
      terminal.await("ask> ");
      assertThat(terminal.program().destroy()).isTrue();
      assertThat(terminal.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void withoutATerminalAQuestionIsMissing() throws Exception {
    Outcome asked = CommandBatch.program(home).run("ask");
    assertThat(asked.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(asked.err()).contains("the question is missing", "pinakes ask");
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /**
   * Begins an answer, and ends it when it may.
   *
   * @param gone is told when nobody listens any more
   */
  private static HttpServer slowModel(CountDownLatch finish, CountDownLatch gone)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/v1/chat/completions",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            String words = "{\"choices\":[{\"delta\":{\"content\":\"The fort was built \"}}]}";
            out.write(("data: " + words + "\n\n").getBytes(StandardCharsets.UTF_8));
            // Paced, for there is a bound on how much an answer may be.
            while (!finish.await(20, TimeUnit.MILLISECONDS)) {
              out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
              out.flush();
            }
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
          } catch (IOException | InterruptedException e) {
            gone.countDown();
          }
        });
    server.start();
    return server;
  }
}
