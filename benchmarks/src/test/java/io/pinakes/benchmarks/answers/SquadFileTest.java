package io.pinakes.benchmarks.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.benchmarks.retrieval.BeirFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SquadFileTest {
  @TempDir Path folder;

  @Test
  void anImpossibleQuestionHasNoAnswerWhateverItLists() throws IOException {
    Path file = folder.resolve("squad.json");
    Files.writeString(
        file,
        """
        {"version": "2.0", "data": [{"title": "Oil_crisis", "paragraphs": [
          {"context": "It began in 1973.", "qas": [
            {"id": "1", "question": "When?", "answers": [{"text": "1973"}], "is_impossible": false},
            {"id": "2", "question": "Who?", "answers": [{"text": "1973"}], "is_impossible": true}]},
          {"context": "It ended.", "qas": []}]}]}
        """);
    SquadFile squad = SquadFile.read(file);
    assertThat(squad.paragraphs())
        .containsExactly(
            new BeirFolder.Document("Oil_crisis#0", "Oil crisis", "It began in 1973."),
            new BeirFolder.Document("Oil_crisis#1", "Oil crisis", "It ended."));
    assertThat(squad.questions())
        .extracting(SquadFile.Question::answerable)
        .containsExactly(true, false);
    assertThat(squad.questions().get(0).paragraph()).isEqualTo("Oil_crisis#0");
  }

  @Test
  void anotherLayoutIsRefused() throws IOException {
    Path file = folder.resolve("other.json");
    Files.writeString(file, "{\"rows\": []}");
    assertThatThrownBy(() -> SquadFile.read(file)).hasMessageContaining("SQuAD's layout");
  }

  @Test
  void answersAreComparedWithoutCaseArticlesAndPunctuation() {
    assertThat(AnswersBench.plain("The  U.S., in 1973!")).isEqualTo(" us in 1973 ");
    // Whole words only: "art" is not in "party".
    assertThat(AnswersBench.plain("a party").contains(AnswersBench.plain("art"))).isFalse();
  }
}
