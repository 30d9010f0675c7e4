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
          why is it so?                         | MANNER
          How was it ended?                     | MANNER
          """)
  void theFirstWordsSayWhatTheAnswerLooksLike(String question, Kind kind) {
    assertThat(Question.of(question).kind()).isEqualTo(kind);
  }

  @Test
  void aNumberThatTheQuestionHasItselfIsNoAnswerToIt() {
    Question question = Question.of("When after 1973 did it end?");
    assertThat(question.answerable("It was in 1973.", false)).isFalse();
    assertThat(question.answerable("It ended in 1974.", false)).isTrue();
    assertThat(Question.of("How many nations?").answerable("There were twelve or ten.", false))
        .isTrue();
  }

  @Test
  void aNameThatTheQuestionHasItselfIsNoAnswerToIt() {
    Question question = Question.of("Who followed Nixon?");
    assertThat(question.answerable("Then Nixon resigned.", false)).isFalse();
    assertThat(question.answerable("Then Ford followed Nixon.", false)).isTrue();
  }

  @Test
  void howAndWhyAreNotAnsweredByARow() {
    assertThat(Question.of("How is it made?").answerable("water | flour", true)).isFalse();
    assertThat(Question.of("What is in it?").answerable("water | flour", true)).isTrue();
  }
}
