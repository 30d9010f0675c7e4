package io.pinakes.query.generate.extractive;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.query.generate.extractive.Question.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          When did the crisis begin?            | NUMBER
          In what year did it end?              | NUMBER
          How many nations took part?           | NUMBER
          Who proclaimed the embargo?           | NAME
          To whom was it sent?                  | NAME
          Where did the price rise?             | NAME
          What caused the crisis?               | OTHER
          why is it so?                         | OTHER
          """)
  void theFirstWordsSayWhatTheAnswerLooksLike(String question, Kind kind) {
    assertThat(Question.of(question).kind()).isEqualTo(kind);
  }

  @Test
  void aNumberThatTheQuestionHasItselfIsNoAnswerToIt() {
    Question question = Question.of("When after 1973 did it end?");
    assertThat(question.answerable("It was in 1973.")).isFalse();
    assertThat(question.answerable("It ended in 1974.")).isTrue();
    assertThat(Question.of("How many nations?").answerable("There were twelve or ten.")).isTrue();
  }

  @Test
  void aNameThatTheQuestionHasItselfIsNoAnswerToIt() {
    Question question = Question.of("Who followed Nixon?");
    assertThat(question.answerable("Then Nixon resigned.")).isFalse();
    assertThat(question.answerable("Then Ford followed Nixon.")).isTrue();
  }
}
