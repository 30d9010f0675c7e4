package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.query.Patience;
import io.pinakes.query.generate.AnswerSink;
import io.pinakes.query.generate.Generation;
import io.pinakes.query.generate.Generator;
import io.pinakes.query.generate.GeneratorInfo;
import io.pinakes.query.generate.Prompt;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Streams of answers that a node ends because it stops: readers are told, and not cut off. */
@Timeout(600)
class StoppedStreamIT {
  @TempDir Path folder;

  /** Says a few words and then nothing more, until it is interrupted. */
  private record Endless(CountDownLatch spoke) implements Generator {
    @Override
    public GeneratorInfo info() {
      return new GeneratorInfo("test", "test", Optional.empty());
    }

    @Override
    public Generation generate(Prompt prompt, AnswerSink sink) throws InterruptedException {
      sink.text("The fort of Qaitbay ");
      spoke.countDown();
      new CountDownLatch(1).await();
      return new Generation(Generation.End.COMPLETE, 1, 1);
    }

    @Override
    public void close() {}
  }

  /** The lines of an answer under way when the node stops. */
  private List<String> stopped(String path, String body) throws Exception {
    CountDownLatch spoke = new CountDownLatch(1);
    try (ServedBank node =
        ServedBank.withSample(
            folder.resolve("home"), ServedBank.Setting.USUAL.with(usual -> new Endless(spoke)))) {
      CompletableFuture<HttpResponse<String>> answer =
          node.client.sendAsync(
              node.posting(path, body).header("Accept", "text/event-stream").build(),
              BodyHandlers.ofString());
      assertThat(spoke.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
      // Others under way would be waited for far longer than this test may take.
      node.server.close();
      // An answer that is cut off has no last chunk, which is a failure here.
      HttpResponse<String> whole = answer.get(Patience.SECONDS, TimeUnit.SECONDS);
      assertThat(whole.statusCode()).isEqualTo(200);
      return whole.body().strip().lines().toList();
    }
  }

  private static JsonNode json(String line) throws Exception {
    return ServedBank.JSON.readTree(line.replaceFirst("^data: ", ""));
  }

  @Test
  void anAnswerEndsWithAnEventThatSaysSo() throws Exception {
    List<String> lines = stopped("/api/v1/ask", "{\"question\":\"When was the fort built?\"}");
    assertThat(lines).contains("event: contexts").doesNotContain("event: answer");
    assertThat(lines.get(lines.size() - 2)).isEqualTo("event: error");
    JsonNode error = json(lines.getLast()).get("error");
    assertThat(error.get("code").asText()).isEqualTo("stopping");
    assertThat(error.get("status").asInt()).isEqualTo(503);
    assertThat(error.get("detail").asText()).isEqualTo("The node is about to stop.");
    assertThat(error.get("requestId").asText()).isNotEmpty();
  }

  @Test
  void aProgramForOpenAiIsToldAsItIsOfOtherErrors() throws Exception {
    List<String> lines =
        stopped(
            "/v1/chat/completions",
            "{\"model\":\"pinakes\",\"stream\":true,\"messages\":"
                + "[{\"role\":\"user\",\"content\":\"When was the fort built?\"}]}");
    assertThat(String.join("\n", lines)).contains("Qaitbay").doesNotContain("[DONE]");
    JsonNode error = json(lines.getLast()).get("error");
    assertThat(error.get("type").asText()).isEqualTo("service_unavailable_error");
    assertThat(error.get("code").asText()).isEqualTo("stopping");
    assertThat(error.get("message").asText()).contains("about to stop", "Try again");
  }
}
