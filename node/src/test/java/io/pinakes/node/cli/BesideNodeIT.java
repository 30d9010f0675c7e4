package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.node.testing.PinakesProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What commands print with a node on their home, and without one. */
@Timeout(600)
class BesideNodeIT {
  /** What is another with every run: how long things took. */
  private static final String TIMES = "(\"(?:took_)?ms\" : )[0-9.E-]+| +[0-9.]+ ms";

  /** And with every process that has opened the home: how much its files take. */
  private static final String SIZE =
      "(\"disk_bytes\" : )[0-9]+|(?<=home, )[0-9.]+ [KM]iB(?= on disk)";

  /** Of libraries that a command does not need which only asks. */
  private static final String HEAVY =
      "(?m)^.* (org\\.rocksdb|org\\.apache\\.lucene|ai\\.djl|ai\\.onnxruntime|io\\.vertx|io\\.netty"
          + "|opennlp|java\\.net\\.http)\\..*$";

  @TempDir Path folder;

  private static List<List<String>> lines() {
    List<List<String>> lines = new ArrayList<>();
    for (String form : List.of("", "--json")) {
      for (String line :
          List.of(
              "search how_was_papyrus_made",
              "search how_was_papyrus_made -k 1 --explain --mode hybrid",
              "search lighthouse --mode text -d docs --explain",
              "search lighthouse --mode vector --filter path=**/pharos.md -q",
              "search zzyzx --mode text",
              "search papyrus -d nope",
              "search papyrus --filter nonsense",
              "search papyrus -k 0",
              "search papyrus --filter path=nowhere/**",
              "ask how_was_papyrus_made?",
              "ask how_was_papyrus_made? --contexts 1 -g extractive",
              "ask where_stood_the_lighthouse? --mode text -d docs --filter path=**/pharos.md -q",
              "ask who_won_the_football_cup_of_1994?",
              "ask papyrus -d nope",
              "ask papyrus --filter nonsense",
              "ask papyrus --contexts 0",
              "ask papyrus --filter path=nowhere/**",
              "status",
              "dataset ls",
              "dataset show docs",
              "dataset show nope",
              "source ls")) {
        List<String> words = new ArrayList<>();
        for (String word : line.split(" ")) {
          words.add(word.replace('_', ' '));
        }
        if (!form.isEmpty()) {
          words.add(form);
        }
        lines.add(words);
      }
    }
    return lines;
  }

  @Test
  void aCommandSaysTheSameWithANodeAndWithoutOne() throws Exception {
    Path home = folder.resolve("home");
    Path documents = CommandBatch.documents(folder.resolve("docs"));
    List<String> ingest = List.of("ingest", documents.toString(), "--dataset", "docs", "-q");
    assertThat(CommandInTest.run(home, ingest).exitCode()).isEqualTo(ExitCode.PARTIAL);
    Map<List<String>, String> alone = new HashMap<>();
    lines().forEach(line -> alone.put(line, said(home, line)));
    List<String> search = lines().getFirst();
    assertThat(alone.get(search)).contains("exit 0", "papyrus.md");
    ServedProcess node = ServedProcess.start(home);
    try {
      for (List<String> line : lines()) {
        assertThat(said(home, line)).as("%s", line).isEqualTo(alone.get(line));
      }
      for (String line : List.of("search papyrus", "ask papyrus", "status", "dataset ls")) {
        assertThat(loaded(home, line)).as(line).contains("PlainHttp").doesNotContainPattern(HEAVY);
      }
    } finally {
      node.kill();
    }
    // What a killed node leaves behind is not taken for one.
    assertThat(home.resolve("node.json")).exists();
    assertThat(said(home, search)).isEqualTo(alone.get(search));
  }

  @Test
  void aQuestionIsNotPutToTheServerThatANodesOperatorChose() throws Exception {
    Path home = folder.resolve("home");
    Path documents = CommandBatch.documents(folder.resolve("docs"));
    List<String> ingest = List.of("ingest", documents.toString(), "--dataset", "docs", "-q");
    assertThat(CommandInTest.run(home, ingest).exitCode()).isEqualTo(ExitCode.PARTIAL);
    List<String> ask = List.of("ask", "how was papyrus made?");
    String alone = said(home, ask);
    assertThat(alone).contains("exit 0", "papyrus.md");
    // Nobody listens there, so that a question which went on would fail.
    ServedProcess node =
        ServedProcess.start(
            home, "-g", "ollama", "--generator-model", "m", "--endpoint", "http://127.0.0.1:1");
    try {
      assertThat(said(home, ask)).isEqualTo(alone);
    } finally {
      node.stop();
    }
  }

  /** The classes that a command loads. */
  private String loaded(Path home, String line) throws Exception {
    Path log = folder.resolve("classes.log");
    PinakesProcess.Outcome outcome =
        CommandBatch.program(home)
            .withoutArchive()
            .flag("-Xlog:class+load=info:file=" + log)
            .run(line.split(" "));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return Files.readString(log);
  }

  private static String said(Path home, List<String> line) {
    CommandInTest.Said said = CommandInTest.run(home, line);
    String printed = (said.out() + "--\n" + said.err()).replaceAll(TIMES, "$1…");
    return "exit " + said.exitCode() + "\n" + printed.replaceAll(SIZE, "$1…");
  }
}
