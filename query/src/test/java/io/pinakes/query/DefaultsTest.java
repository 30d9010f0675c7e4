package io.pinakes.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.query.generate.GenerationLimits;
import io.pinakes.query.generate.ServerOptions;
import io.pinakes.query.generate.extractive.Evidence;
import io.pinakes.query.generate.extractive.SentenceRanking;
import io.pinakes.vectorstore.fusion.NearDuplicates;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What was measured and written down does not change by accident. */
class DefaultsTest {
  @Test
  void searchTakesTwoHundredCandidatesARankingAndWeighsMeaningALittleMore() {
    assertThat(SearchSettings.DEFAULT)
        .isEqualTo(new SearchSettings(200, 0.55, new NearDuplicates(0.8, -1, 0.8)));
  }

  @Test
  void quotationsAreChosenAndRefusedByTheWeightsOfDecision90() {
    assertThat(SentenceRanking.DEFAULT).isEqualTo(new SentenceRanking(3.6, 3.63, 1.34, 6.8));
    assertThat(Evidence.DEFAULT)
        .isEqualTo(new Evidence(-5.52, new double[] {2.09, 1.54, 0.79, 0.48, 3.65}, 0.32));
  }

  @Test
  void generatorsAreAskedOnThisMachine() {
    assertThat(ServerOptions.OLLAMA.toString()).isEqualTo("http://127.0.0.1:11434");
    assertThat(ServerOptions.OPENAI.toString()).isEqualTo("http://127.0.0.1:8080/v1");
    assertThat(ServerOptions.OLLAMA.local() && ServerOptions.OPENAI.local()).isTrue();
  }

  @Test
  void everyWaitAndSizeOfAGenerationIsBounded() {
    assertThat(GenerationLimits.DEFAULT)
        .isEqualTo(
            new GenerationLimits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(180),
                Duration.ofSeconds(60),
                Duration.ofMinutes(15),
                3,
                Duration.ofSeconds(30),
                1 << 20,
                16 << 20));
  }

  @Test
  void aQuestionSeesEightPassages() {
    AskRequest request = AskRequest.of("why?");
    assertThat(request.contexts()).isEqualTo(8);
    assertThat(request.promptTokens()).isEqualTo(2_800);
    assertThat(request.answerTokens()).isEqualTo(512);
    assertThat(request.mode()).isEqualTo(Mode.HYBRID);
  }
}
