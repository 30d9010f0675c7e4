package io.pinakes.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.ingest.sentence.opennlp.OpenNlpSentences;
import io.pinakes.query.AnswerListener;
import io.pinakes.query.Mark;
import io.pinakes.query.generate.NumberedPassage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupportCheckTest {
  private static final String OIL =
      "The 1973 oil crisis began in October 1973. OAPEC proclaimed an oil embargo. The price of"
          + " oil rose from 3 dollars to nearly 12 dollars.";
  private static final String RAIN = "Rain fell in Athens. The harvest was poor.";

  private final SupportCheck check = new SupportCheck(new OpenNlpSentences());

  @Test
  void theQuoteIsTheSentenceThatSharesMostWordsWithTheStatement() {
    CitedText text = check("The price rose to nearly 12 dollars [1].");
    assertThat(text.text()).isEqualTo("The price rose to nearly 12 dollars [1].");
    assertThat(quotes(text))
        .containsExactly("The price of oil rose from 3 dollars to nearly 12 dollars.");
  }

  @Test
  void aStatementThatJoinsTwoSentencesIsQuotedWithBoth() {
    CitedText text =
        check("The crisis began in October 1973, when OAPEC proclaimed an embargo [1].");
    assertThat(quotes(text))
        .containsExactly(
            "The 1973 oil crisis began in October 1973. OAPEC proclaimed an oil embargo.");
  }

  @Test
  void aMarkOfAnotherPassageIsTakenOut() {
    CitedText text = check("The price of oil rose [2]. Rain fell in Athens [2].");
    assertThat(text.text()).isEqualTo("The price of oil rose. Rain fell in Athens [2].");
    assertThat(quotes(text)).containsExactly("Rain fell in Athens.");
    assertThat(text.rejected()).containsExactly("[2] does not support: The price of oil rose");
  }

  @Test
  void aNumberThatThePassageDoesNotHaveFailsTheMark() {
    assertThat(check("The oil crisis began in October 1974 [1].").evidence()).isEmpty();
    assertThat(check("The price of oil rose to nearly 1,200 dollars [1].").evidence()).isEmpty();
  }

  @Test
  void aQuotationThatThePassageDoesNotHaveFailsTheMark() {
    assertThat(check("OAPEC proclaimed \"an oil embargo\" [1].").evidence()).hasSize(1);
    assertThat(check("OAPEC proclaimed “a total oil embargo” [1].").evidence()).isEmpty();
  }

  @Test
  void numbersOfNoPassageFail() {
    for (String mark : List.of("[0]", "[3]", "[999]")) {
      assertThat(check("Rain fell in Athens " + mark + ".").evidence()).as(mark).isEmpty();
    }
  }

  @Test
  void marksInARowAndInOneBracketBelongToOneStatement() {
    CitedText row = check("Rain fell [1][2].");
    assertThat(row.text()).isEqualTo("Rain fell [2].");
    CitedText bracket = check("Rain fell in Athens [1, 2].");
    assertThat(bracket.text()).isEqualTo("Rain fell in Athens [2].");
    assertThat(check("Rain fell in Athens.【2】").text()).isEqualTo("Rain fell in Athens. [2]");
  }

  @Test
  void wordsWithoutAMarkAreNoEvidence() {
    CitedText text = check("Rain fell in Athens.");
    assertThat(text.evidence()).isEmpty();
    assertThat(text.text()).isEqualTo("Rain fell in Athens.");
  }

  @Test
  void aMarkWithoutAStatementFails() {
    assertThat(check("[1]").evidence()).isEmpty();
    assertThat(check("It is [1].").evidence()).isEmpty();
  }

  @Test
  void rangesCountCodePoints() {
    Draft draft = draft("🛢🛢 Oil. Rain fell in Athens.");
    draft.text("Rain fell in Athens [1].");
    CitedText text = check.check(draft);
    assertThat(text.evidence().get(0)).isEqualTo(new CitedText.Evidence(1, 8, 28));
  }

  @Test
  void aMarkIsWhereTheTextHasItAndWhereTheGeneratorSaidIt() {
    // A refused one of the same number first, blanks around, several in one bracket.
    String said = "\n [2] So: the price of oil rose [2]. Rain fell in Athens [1; 2]. It did.【2】 \n";
    String more = "OAPEC proclaimed an oil embargo【1】.";
    CitedText text = check(said + more);
    assertThat(text.text())
        .isEqualTo(
            "So: the price of oil rose. Rain fell in Athens [2]. It did. \n"
                + "OAPEC proclaimed an oil embargo [1].");
    assertThat(text.cited().stream().map(c -> cut(text.text(), c.mark())))
        .containsExactly("[2]", "[1]");
    assertThat(text.cited().stream().map(c -> cut(said + more, c.heard())))
        .containsExactly("2", "【1】");
    assertThat(text.cited().get(0).heard().start()).isEqualTo(said.indexOf("; 2]") + 2);
  }

  private static String cut(String words, Mark mark) {
    return words.substring(mark.start(), mark.end());
  }

  private CitedText check(String words) {
    Draft draft = draft(OIL, RAIN);
    draft.text(words);
    return check.check(draft);
  }

  private static Draft draft(String... passages) {
    List<NumberedPassage> numbered = new ArrayList<>();
    for (String passage : passages) {
      numbered.add(new NumberedPassage(numbered.size() + 1, "", passage, 1));
    }
    return new Draft(numbered, AnswerListener.NONE);
  }

  private static List<String> quotes(CitedText text) {
    return text.evidence().stream()
        .map(e -> (e.passage() == 1 ? OIL : RAIN).substring(e.start(), e.end()))
        .toList();
  }
}
