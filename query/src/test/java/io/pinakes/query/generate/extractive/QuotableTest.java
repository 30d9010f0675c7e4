package io.pinakes.query.generate.extractive;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.ingest.sentence.opennlp.OpenNlpSentences;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotableTest {
  private static final String TABLE = "river | length\nNile | 6,650 km\nRhine | 1,230 km";

  private final Quotable quotable = new Quotable(new OpenNlpSentences());

  @Test
  void sentencesAreQuotedOneByOne() {
    assertThat(quoted("It rains. It\nsnows too.", false))
        .containsExactly("It rains.", "It\nsnows too.");
  }

  @Test
  void aTableIsQuotedRowByRowAndItsHeaderOnlyAsAHeader() {
    List<Quotable.Unit> units =
        quotable.of("Rivers are long.\n\n" + TABLE + "\n\nSo it is.", false);
    String text = "Rivers are long.\n\n" + TABLE + "\n\nSo it is.";
    assertThat(units.stream().map(u -> u.range().of(text)))
        .containsExactly("Rivers are long.", "Nile | 6,650 km", "Rhine | 1,230 km", "So it is.");
    assertThat(units.get(1).header().orElseThrow().of(text)).isEqualTo("river | length");
    assertThat(units.get(1).row()).isTrue();
    assertThat(units.get(3).header()).isEmpty();
  }

  @Test
  void theLaterPieceOfATableBeginsWithARowSinceItsHeaderStandsInTheContext() {
    assertThat(quoted("Nile | 6,650 km\nRhine | 1,230 km", true))
        .containsExactly("Nile | 6,650 km", "Rhine | 1,230 km");
  }

  @Test
  void aLineThatHeadsASentenceIsNotQuoted() {
    assertThat(quoted("The great rivers\n\nThe Nile is long.", false))
        .containsExactly("The Nile is long.");
  }

  @Test
  void linesOfAListAndALastLineAreQuoted() {
    assertThat(quoted("flour\n\nwater\n\nsalt", false)).containsExactly("flour", "water", "salt");
  }

  @Test
  void oneBarInASentenceMakesNoTable() {
    assertThat(quoted("Type a | b here. Then wait.", false))
        .containsExactly("Type a | b here.", "Then wait.");
  }

  private List<String> quoted(String text, boolean headed) {
    return quotable.of(text, headed).stream().map(u -> u.range().of(text)).toList();
  }
}
