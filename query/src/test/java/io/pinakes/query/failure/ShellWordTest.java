package io.pinakes.query.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By the shell that takes the words. */
class ShellWordTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"/home/ada/.local", "/a b", "/it's", "/'", "$(id) `id` \\ \"x\"", "a\nb", "*", ""})
  void aShellReadsTheWordBack(String text) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", "printf '%s' " + ShellWord.of(text))
            .redirectErrorStream(true)
            .start();
    String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    assertThat(read).isEqualTo(text);
  }

  @Test
  void whatNeedsNoQuotesHasNone() {
    assertThat(ShellWord.of("/srv/bank-2/home")).isEqualTo("/srv/bank-2/home");
  }
}
