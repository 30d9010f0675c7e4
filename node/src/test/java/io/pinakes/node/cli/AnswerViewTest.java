package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.query.Answer;
import io.pinakes.query.AskRequest;
import io.pinakes.query.SearchRequest;
import io.pinakes.query.SearchResult;
import io.pinakes.query.generate.GeneratorInfo;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerViewTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String remarks(boolean enough) {
    AskRequest request = AskRequest.of("How high is it?");
    SearchRequest search =
        new SearchRequest(
            request.question(), List.of(), request.contexts(), request.mode(), request.filter());
    Answer answer =
        new Answer(
            request.question(),
            "It is high. It is of cheese.",
            enough,
            List.of(),
            List.of(),
            List.of("[1] does not support: It is of cheese."),
            false,
            new GeneratorInfo("openai", "m", Optional.empty()),
            new SearchResult(search, List.of(), List.of(), List.of(), 0));
    Terminal terminal = new Terminal(stream, stream, false, false, 100);
    try (Session session = new Session(terminal, Map.of(), new StandardParts())) {
      new AnswerView(session, new PrintWriter(stream, true, StandardCharsets.UTF_8), 100)
          .remarks(answer);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void ofWordsThatStandTheCitationAloneWasTakenOut() {
    assertThat(remarks(true))
        .contains("citation taken out, the words stand: [1] does not support: It is of cheese.")
        .doesNotContain("left out");
  }

  @Test
  void wordsThatNothingBearsOutAreLeftOut() {
    assertThat(remarks(false)).contains("left out, not supported: [1] does not support");
  }
}
