package io.pinakes.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.ingest.sentence.opennlp.OpenNlpSentences;
import io.pinakes.query.AnswerListener;
import io.pinakes.query.Context;
import io.pinakes.query.Mark;
import io.pinakes.query.generate.NumberedPassage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DraftTest {
  /** An encyclopedia's text with footnotes of its own, and a character of two UTF-16 units. */
  private static final String NOTED = "🏛 The tower was built\nin 1312.[1][2] It fell.[1]";

  private final List<String> heard = new ArrayList<>();
  private final Draft draft =
      new Draft(
          List.of(new NumberedPassage(1, "", NOTED, 1), new NumberedPassage(2, "", "Rain [1].", 1)),
          new AnswerListener() {
            @Override
            public void contexts(List<Context> contexts) {}

            @Override
            public void text(String piece) {
              heard.add(piece);
            }
          });

  @Test
  void theMarkOfAQuotationStandsBehindItWhateverTheDocumentsFootnotesAre() {
    draft.quote(1, 0, 36);
    draft.quote(2, 0, 9);
    draft.quote(1, 37, 48);
    assertThat(draft.words())
        .isEqualTo("🏛 The tower was built in 1312.[1][2] [1]\nRain [1]. [2]\nIt fell.[1] [1]");
    CitedText checked = new SupportCheck(new OpenNlpSentences()).check(draft);
    assertThat(checked.cited().stream().map(CitedText.Cited::mark))
        .containsExactly(new Mark(38, 41), new Mark(52, 55), new Mark(68, 71));
    for (CitedText.Cited cited : checked.cited()) {
      assertThat(checked.text().substring(cited.mark().start(), cited.mark().end()))
          .isEqualTo("[" + cited.evidence().passage() + "]");
      assertThat(cited.heard()).as("quotations are not rewritten").isEqualTo(cited.mark());
    }
    assertThat(String.join("", heard)).isEqualTo(checked.text());
  }
}
