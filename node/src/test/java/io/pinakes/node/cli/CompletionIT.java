package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion script, sourced by a real bash that is asked what may come next. */
class CompletionIT {
  @TempDir static Path folder;
  private static Path script;

  @BeforeAll
  static void print() throws Exception {
    Outcome printed = CommandBatch.program(folder).run("completion", "bash");
    assertThat(printed.exitCode()).isZero();
    assertThat(printed.err()).isEmpty();
    script = Files.writeString(folder.resolve("completion.sh"), printed.out());
  }

  @Test
  void completesCommandsTheirSubcommandsAndTheirOptions() throws Exception {
    assertThat(complete("pinakes", "se")).contains("search");
    assertThat(complete("pinakes", "dataset", "ex")).contains("export");
    assertThat(complete("pinakes", "ingest", "st")).contains("status");
    assertThat(complete("pinakes", "search", "--fi")).contains("--filter");
    assertThat(complete("pinakes", "bench", "re")).contains("retrieval");
    assertThat(complete("pinakes", "ask", "--generator", "")).contains("extractive", "ollama");
  }

  private static List<String> complete(String... words) throws Exception {
    StringBuilder asked = new StringBuilder("source \"$1\"; COMP_WORDS=(");
    for (String word : words) {
      asked.append('\'').append(word).append("' ");
    }
    asked.append("); COMP_CWORD=").append(words.length - 1);
    asked.append("; COMP_LINE=\"${COMP_WORDS[*]}\"; COMP_POINT=${#COMP_LINE}");
    asked.append("; $(complete -p pinakes | sed 's/.*-F \\([^ ]*\\).*/\\1/') 2>/dev/null");
    // Outside of a prompt bash refuses one builtin (compopt), which only changes how files look.
    asked.append("; printf '%s\\n' \"${COMPREPLY[@]}\"");
    Process bash =
        new ProcessBuilder("bash", "-c", asked.toString(), "bash", script.toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(out).isZero();
    return out.lines().map(String::strip).toList();
  }
}
