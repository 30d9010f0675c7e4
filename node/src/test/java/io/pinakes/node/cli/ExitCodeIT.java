package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.pinakes.node.testing.Patience;
import io.pinakes.node.testing.PinakesProcess;
import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers that scripts rely on, each met by a command line that leads to it. */
@Tag("slow")
class ExitCodeIT {
  @TempDir static Path folder;
  private static Path home;

  /** What it ends with, and a word of what it says of that. */
  private record Expected(int exitCode, String says) {}

  @BeforeAll
  static void ingest() throws Exception {
    home = folder.resolve("home");
    Path documents = CommandBatch.documents(folder.resolve("documents"));
    Files.writeString(documents.resolve("two\nlines.md"), "# Reeds\n\nReeds grow in water.\n");
    Outcome ingest = CommandBatch.program(home).run("ingest", documents.toString(), "-d", "papers");
    assertThat(ingest.exitCode()).as("done, but one file failed").isEqualTo(ExitCode.PARTIAL);
    assertThat(ingest.err()).contains("pinakes ingest status --failed --dataset papers");
  }

  @Test
  void everyEndHasItsNumberAndSaysWhy() throws Exception {
    Map<List<String>, Expected> table;
    CommandBatch ended;
    // Bound and not listened at: nobody answers there, and no other process is given it meanwhile.
    try (Socket closed = new Socket()) {
      closed.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      table = table(closed.getLocalPort());
      ended = CommandBatch.run(home, table.keySet());
    }
    SoftAssertions all = new SoftAssertions();
    table.forEach(
        (line, expected) -> {
          Outcome outcome = ended.of(line);
          all.assertThat(outcome.exitCode())
              .as(line + " " + outcome)
              .isEqualTo(expected.exitCode());
          all.assertThat(outcome.err()).as(line.toString()).contains(expected.says());
          all.assertThat(outcome.err()).as(line.toString()).doesNotContain("\tat ", "WARNING");
        });
    all.assertAll();
  }

  private static Map<List<String>, Expected> table(int closedPort) throws Exception {
    Map<List<String>, Expected> table = new LinkedHashMap<>();
    put(table, ExitCode.OK, "", "search", "papyrus");
    put(table, ExitCode.OK, "", "document", "show", "papers", "files/two lines.md");
    put(table, ExitCode.USAGE, "Did you mean: pinakes search", "serach", "papyrus");
    put(table, ExitCode.USAGE, "pinakes search --help", "search");
    put(table, ExitCode.USAGE, "unknown key", "search", "papyrus", "--filter", "size=3");
    put(table, ExitCode.USAGE, "is not a mode", "search", "papyrus", "--mode", "smell");
    put(table, ExitCode.USAGE, "name the folder", "ingest");
    put(table, ExitCode.USAGE, "FOLDER", "bench", "retrieval");
    put(table, ExitCode.NOT_FOUND, "Nothing found", "search", "x", "--filter", "path=no/**");
    put(table, ExitCode.NOT_FOUND, "only [papers]", "search", "papyrus", "-d", "nope");
    put(table, ExitCode.NOT_FOUND, "nothing was sent", "ask", "Who won the football world cup?");
    put(table, ExitCode.NOT_FOUND, "pinakes ingest status", "document", "show", "papers", "nope");
    put(
        table,
        ExitCode.NOT_FOUND,
        "ends before character [99999]",
        "document",
        "show",
        "papers",
        "files/two lines.md",
        "--characters",
        "99999-100000");
    put(table, ExitCode.NOT_FOUND, "it has [papers]", "dataset", "show", "nope");
    put(table, ExitCode.NOT_FOUND, "kept are [1]", "dataset", "diff", "papers@9", "papers");
    put(table, ExitCode.NOT_FOUND, "no file", "dataset", "import", folder + "/no.car");
    put(
        table,
        ExitCode.NOT_FOUND,
        "no folder",
        "dataset",
        "export",
        "papers",
        folder + "/no/p.car");
    put(table, ExitCode.USAGE, "name a file", "dataset", "export", "papers", "-");
    String[] device = {"dataset", "export", "papers", "/dev/null", "--force"};
    put(table, ExitCode.CONFLICT, "no regular file", device);
    put(table, ExitCode.NOT_FOUND, "it has [files]", "source", "rm", "papers", "no", "--dry-run");
    // In a home of its own: one home has one writer, and another line is it.
    put(
        table,
        ExitCode.NOT_FOUND,
        "does not exist",
        "ingest",
        folder + "/no",
        "--home",
        folder + "/h");
    put(table, ExitCode.NOT_FOUND, "does not exist", "bench", "ingest", folder + "/no");
    put(table, ExitCode.NOT_FOUND, "--help", "bench", "retrieval", folder + "/no");
    put(table, ExitCode.USAGE, "write it as 500M, 20G or in bytes", "status", "--quota", "banana");
    put(
        table,
        ExitCode.NOT_FOUND,
        "Name a folder that is there: pinakes ingest DIR",
        "ingest",
        folder + "/no",
        "--home",
        folder + "/h2");
    Path text = Files.writeString(folder.resolve("text.car"), "no archive at all");
    String[] takes = {"dataset", "import", text.toString(), "--home", folder + "/h3"};
    put(table, ExitCode.USAGE, "pinakes dataset export NAME FILE", takes);
    put(table, ExitCode.FAILURE, "no folder can be made", "ingest", "x", "--home", "/proc/foo");
    String[] model = {"model", "use", "all-minilm-l6-v2", "--home", folder + "/h4"};
    put(table, ExitCode.NOT_FOUND, "there is no home in", model);
    String file = text.toString();
    put(table, ExitCode.FAILURE, "Use another home: --home DIR", "status", "--home", file);
    put(table, ExitCode.NOT_FOUND, "no home", "search", "x", "--home", folder + "/no");
    put(
        table,
        ExitCode.NETWORK,
        "no server answers",
        "ask",
        "How was papyrus made?",
        "--generator",
        "ollama",
        "--endpoint",
        "http://127.0.0.1:" + closedPort);
    return table;
  }

  @Test
  void aNameThatWasMistypedIsNotMadeAHome() throws Exception {
    Path text = Files.writeString(folder.resolve("words.car"), "no archive at all");
    String[][] lines = {
      {"gc"},
      {"gc", "--dry-run"},
      {"doctor", "--repair"},
      {"dataset", "rm", "papers", "--yes"},
      {"dataset", "publish", "papers"},
      {"dataset", "unpublish", "papers"},
      {"dataset", "compact", "papers"},
      {"source", "rm", "papers", "files"},
      {"document", "rm", "papers", "files/pharos.md"},
      {"model", "use", "all-minilm-l6-v2", "-d", "papers"},
      {"ipfs", "pin", "rm", "bafkreicysg23kiwv34eg2d7qweipxwosdo2py4ldv42nbauguluen5v6am"},
      {"ipfs", "sync", "--ipfs", "kubo=/ip4/127.0.0.1/tcp/1"},
      {"backup", folder.resolve("typo.tar").toString()},
      {"dataset", "import", folder.resolve("nope.car").toString()},
      {"car", "import", folder.resolve("nope.car").toString()},
      {"dataset", "import", text.toString()}
    };
    Path typo = folder.resolve("typo");
    List<List<String>> all = Stream.of(lines).map(List::of).toList();
    CommandBatch ended = CommandBatch.run(typo, all);
    SoftAssertions soft = new SoftAssertions();
    for (List<String> line : all) {
      Outcome outcome = ended.of(line);
      boolean imports = line.contains("import");
      soft.assertThat(outcome.exitCode())
          .as(line + " " + outcome)
          .isEqualTo(line.contains(text.toString()) ? ExitCode.USAGE : ExitCode.NOT_FOUND);
      soft.assertThat(outcome.err())
          .as(line.toString())
          .contains(imports ? ".car" : "there is no home in [" + typo + "]");
    }
    soft.assertThat(typo).doesNotExist();
    soft.assertAll();
  }

  @Test
  void aPathOfSeveralLinesIsPrintedOnOneWhereverItIsNamed() throws Exception {
    Path own = folder.resolve("lines");
    Path files = Files.createDirectory(folder.resolve("odd"));
    Files.writeString(files.resolve("two\nlin\u001b[2Jes.md"), "# Reeds\n\nReeds grow in water.\n");
    assertThat(CommandBatch.program(own).run("ingest", files.toString(), "-d", "o").exitCode())
        .isZero();
    String path = "odd/two\nlin\u001b[2Jes.md";
    String[][] lines = {
      {"ingest", "status"},
      {"document", "rm", "o", path, "--dry-run"},
      {"document", "rm", "o", path},
      {"document", "rm", "o", path}
    };
    for (String[] line : lines) {
      Outcome outcome = CommandBatch.program(own).run(line);
      assertThat(outcome.out() + outcome.err())
          .as("%s %s", List.of(line), outcome)
          .contains("two lin[2Jes.md")
          .doesNotContain("\u001b", "two\nlin");
    }
  }

  private static void put(
      Map<List<String>, Expected> table, int exitCode, String says, String... line) {
    table.put(List.of(line), new Expected(exitCode, says));
  }

  @Test
  void aReaderThatHasSeenEnoughIsNoFailure() throws Exception {
    Process process = CommandBatch.program(home).start("ingest", "status", "--json");
    // As `| head -0` does: the pipe is closed before a word is written.
    process.getInputStream().close();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(err).isZero();
    assertThat(err).isEmpty();
  }

  @Test
  void aResultThatCannotBeWrittenIsAFailureThatNamesItsCause() throws Exception {
    String[][] lines = {
      {"search", "papyrus", "--json"}, {"status"}, {"--help"}, {"bench", "--help"}, {"version"}
    };
    for (String[] line : lines) {
      Outcome full = redirected("> /dev/full").run(line);
      assertThat(full.exitCode()).as("%s: %s", line[0], full).isEqualTo(ExitCode.FAILURE);
      assertThat(full.err())
          .isEqualTo("pinakes: standard output could not be written: No space left on device\n");
    }
    Outcome closed = redirected(">&-").run("search", "papyrus");
    assertThat(closed.exitCode()).as("%s", closed).isEqualTo(ExitCode.FAILURE);
    assertThat(closed.err()).contains("pinakes: standard output could not be written: ");
  }

  @Test
  void wordsThatAreNoAnswerStandApartFromWhatIsSaidOfThem() throws Exception {
    String event =
        """
        data: {"choices":[{"delta":{"content":"I do not cite."},"finish_reason":"stop"}]}

        data: [DONE]

        """;
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(event.getBytes(StandardCharsets.UTF_8));
          }
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
      String at = "--endpoint=" + url;
      String[] line = {"ask", "How was papyrus?", "--generator=openai", at, "--generator-model=m"};
      Outcome said = CommandBatch.program(home).run(line);
      assertThat(said.exitCode()).as("%s", said).isEqualTo(ExitCode.NOT_FOUND);
      assertThat(said.out()).startsWith("I do not cite.\n\nThere is not enough evidence");
    } finally {
      server.stop(0);
    }
  }

  private static PinakesProcess redirected(String how) {
    return CommandBatch.program(home).startedBy("sh", "-c", "exec \"$@\" " + how, "sh");
  }
}
