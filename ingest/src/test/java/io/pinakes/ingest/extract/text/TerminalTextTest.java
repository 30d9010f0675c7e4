package io.pinakes.ingest.extract.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTextTest {
  private static String plain(String text) {
    return TerminalText.plain(
        text.replace("<esc>", "\u001B").replace("<bel>", "\u0007").replace("<bs>", "\b"));
  }

  @ParameterizedTest
  @CsvSource({
    "a <esc>[31mRED<esc>[0m b, a RED b",
    "<esc>[38;5;208;1mbold<esc>[m, bold",
    "<esc>]0;title<bel>words, words",
    "<esc>]8;;http://x/<esc>\\link<esc>]8;;<esc>\\, link",
    "<esc>(Bset, set",
    "<esc>7saved<esc>8, saved",
    "N<bs>NA<bs>AM<bs>ME<bs>E, NAME",
    "_<bs>u_<bs>n, un",
    "plain [31m stays, plain [31m stays"
  })
  void whatTellsATerminalHowIsNoneOfTheWords(String text, String shown) {
    assertThat(plain(text)).isEqualTo(shown);
  }

  @Test
  void aSequenceThatIsBrokenOffTakesNoOtherLine() {
    assertThat(plain("a<esc>]0;title\nb<esc>[31\nc<esc>")).isEqualTo("a\nb\nc");
    assertThat(plain("a\n<bs><bs>b")).isEqualTo("a\nb");
  }
}
