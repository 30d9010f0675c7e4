package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.query.Patience;
import io.pinakes.query.generate.AnswerSink;
import io.pinakes.query.generate.Generation;
import io.pinakes.query.generate.GenerationException;
import io.pinakes.query.generate.Generator;
import io.pinakes.query.generate.GeneratorInfo;
import io.pinakes.query.generate.Prompt;
import io.pinakes.query.generate.PromptText;
import io.pinakes.query.generate.TextModel;
import io.pinakes.query.generate.wire.SpokenWords;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code /v1/chat/completions} where a language model answers, which takes its time and errs. */
@Timeout(600)
class OpenAiStreamIT {
  private static final String QUESTION = "\"When was the fort built?\"";

  private static final Prompt NO_PROMPT = new Prompt("none", List.of(), "0123456789abcdef", 1);
  private static final AnswerSink NO_SINK = new SpokenWords();

  @TempDir private Path folder;

  /** What a model does with a prompt. */
  private interface Speech {
    Generation.End say(Prompt prompt, AnswerSink sink)
        throws GenerationException, InterruptedException;
  }

  /** A generator that is a language model. */
  private record Model(Speech speech, Speech rephrasing) implements Generator, TextModel {
    @Override
    public GeneratorInfo info() {
      return new GeneratorInfo("test", "test", Optional.empty());
    }

    @Override
    public Generation generate(Prompt prompt, AnswerSink sink)
        throws GenerationException, InterruptedException {
      return new Generation(speech.say(prompt, sink), 77, 11);
    }

    @Override
    public String complete(PromptText prompt, int maxTokens)
        throws GenerationException, InterruptedException {
      var unused = rephrasing.say(NO_PROMPT, NO_SINK);
      return "When was the fort of Qaitbay built?";
    }

    @Override
    public void close() {}
  }

  private ServedBank serve(Speech speech) throws Exception {
    return serve(new Model(speech, (prompt, sink) -> Generation.End.COMPLETE));
  }

  private ServedBank serve(Model model) throws Exception {
    return ServedBank.withSample(
        folder.resolve("home"), ServedBank.Setting.USUAL.with(extractive -> model));
  }

  private static String asking(boolean stream, String... messages) {
    StringBuilder body = new StringBuilder("{\"model\":\"pinakes\",\"stream\":" + stream);
    body.append(",\"stream_options\":{\"include_usage\":true},\"messages\":[");
    for (int i = 0; i < messages.length; i++) {
      body.append(i == 0 ? "" : ",").append("{\"role\":\"");
      body.append(i % 2 == 0 ? "user" : "assistant").append("\",\"content\":");
      body.append(messages[i]).append('}');
    }
    return body.append("]}").toString();
  }

  private static int fort(Prompt prompt) {
    return prompt.passages().stream()
        .filter(p -> p.text().contains("Qaitbay"))
        .findFirst()
        .orElseThrow()
        .number();
  }

  @Test
  void wordsComeAsTheModelSaysThemAndItsOwnCountIsTheUsage() throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    Speech speech =
        (prompt, sink) -> {
          sink.text("The fort of Qaitbay was built ");
          heard.await();
          sink.text("in 1477 [" + fort(prompt) + "].");
          return Generation.End.LENGTH;
        };
    try (ServedBank node = serve(speech)) {
      HttpResponse<InputStream> answer =
          node.client.send(
              node.posting("/v1/chat/completions", asking(true, QUESTION)).build(),
              BodyHandlers.ofInputStream());
      try (var lines =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
        assertThat(until(lines, "Qaitbay")).contains("was built ");
        heard.countDown();
        JsonNode closing = json(until(lines, "finish_reason\":\"length"));
        assertThat(closing.at("/pinakes/enough").asBoolean()).isTrue();
        assertThat(closing.at("/choices/0/delta/annotations")).hasSize(1);
        JsonNode usage = json(until(lines, "prompt_tokens")).get("usage");
        assertThat(usage.get("prompt_tokens").asInt()).isEqualTo(77);
        assertThat(usage.get("completion_tokens").asInt()).isEqualTo(11);
        assertThat(until(lines, "[DONE]")).isNotEmpty();
      }
    }
  }

  @Test
  void anAnnotationIsAtTheMarkThatStoodTheCheckAndNotAtOneLikeIt() throws Exception {
    Speech speech =
        (prompt, sink) -> {
          String mark = "[" + fort(prompt) + "]";
          sink.text("\nThe moon is made of cheese " + mark + ". The fort of Qaitbay ");
          sink.text("was built in 1477 " + mark + ".");
          return Generation.End.COMPLETE;
        };
    try (ServedBank node = serve(speech)) {
      StringBuilder words = new StringBuilder();
      JsonNode link = null;
      String streamed = node.post("/v1/chat/completions", asking(true, QUESTION)).body();
      for (String line : streamed.lines().filter(line -> line.startsWith("data: {")).toList()) {
        JsonNode delta = json(line).at("/choices/0/delta");
        words.append(delta.path("content").asText());
        link = delta.has("annotations") ? delta.at("/annotations/0/url_citation") : link;
      }
      assertThat(link).isNotNull();
      assertThat(words.substring(0, link.get("start_index").asInt()))
          .isEqualTo("\nThe moon is made of cheese [1]. The fort of Qaitbay was built in 1477 ");
      assertThat(link.get("end_index").asInt() - link.get("start_index").asInt()).isEqualTo(3);
      String whole = node.post("/v1/chat/completions", asking(false, QUESTION)).body();
      assertThat(json(whole).at("/choices/0/message/annotations")).hasSize(1);
      assertThat(json(whole).at("/choices/0/message/annotations/0/url_citation/start_index"))
          .hasToString(
              Integer.toString(
                  "The moon is made of cheese. The fort of Qaitbay was built in 1477 ".length()));
    }
  }

  @Test
  void wordsThatNoPassageSupportsAreTakenBackBehindThem() throws Exception {
    Speech speech =
        (prompt, sink) -> {
          sink.text("The moon is made of cheese [1].");
          return Generation.End.COMPLETE;
        };
    try (ServedBank node = serve(speech)) {
      String streamed = node.post("/v1/chat/completions", asking(true, QUESTION)).body();
      assertThat(streamed).contains("cheese", "No passage supports what is said above");
      String whole = node.post("/v1/chat/completions", asking(false, QUESTION)).body();
      assertThat(json(whole).at("/choices/0/message/content").asText())
          .doesNotContain("cheese")
          .contains("not enough evidence");
    }
  }

  @Test
  void aFollowUpIsRephrasedByTheModel() throws Exception {
    Speech speech =
        (prompt, sink) -> {
          sink.text("It was built in 1477 [" + fort(prompt) + "].");
          return Generation.End.COMPLETE;
        };
    try (ServedBank node = serve(speech)) {
      String request = asking(false, "\"Which sultan?\"", "\"Qaitbay.\"", "\"And his fort?\"");
      JsonNode answer = json(node.post("/v1/chat/completions", request).body());
      assertThat(answer.at("/pinakes/question").asText())
          .isEqualTo("When was the fort of Qaitbay built?");
    }
  }

  @Test
  void aModelThatFailsInTheMiddleEndsTheStreamWithAnErrorAndWithoutDone() throws Exception {
    Speech speech =
        (prompt, sink) -> {
          sink.text("The fort ");
          throw new GenerationException(GenerationException.Kind.CUT, "the model went away");
        };
    try (ServedBank node = serve(speech)) {
      HttpResponse<String> streamed = node.post("/v1/chat/completions", asking(true, QUESTION));
      assertThat(streamed.statusCode()).isEqualTo(200);
      String last = streamed.body().strip().lines().toList().getLast();
      JsonNode error = json(last).get("error");
      assertThat(error.get("message").asText()).contains("the model went away");
      assertThat(error.get("type").asText()).isEqualTo("server_error");
      HttpResponse<String> whole = node.post("/v1/chat/completions", asking(false, QUESTION));
      assertThat(whole.statusCode()).isEqualTo(502);
    }
  }

  @Test
  void aClientThatHangsUpEndsTheModelsWork() throws Exception {
    for (boolean stream : new boolean[] {true, false}) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch stopped = new CountDownLatch(1);
      Speech speech = (prompt, sink) -> waiting(begun, stopped);
      try (ServedBank node = serve(speech)) {
        hangUp(node, asking(stream, QUESTION), begun, stopped);
      }
    }
  }

  @Test
  void aClientThatHangsUpEndsTheRephrasingToo() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Model model =
        new Model(
            (prompt, sink) -> Generation.End.DECLINED, (prompt, sink) -> waiting(begun, stopped));
    try (ServedBank node = serve(model)) {
      hangUp(node, asking(false, "\"Who?\"", "\"He.\"", "\"When?\""), begun, stopped);
    }
  }

  private static void hangUp(
      ServedBank node, String request, CountDownLatch begun, CountDownLatch stopped)
      throws Exception {
    CompletableFuture<HttpResponse<String>> answer =
        node.client.sendAsync(
            node.posting("/v1/chat/completions", request).build(), BodyHandlers.ofString());
    assertThat(begun.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(stopped.getCount()).isEqualTo(1);
    assertThat(answer.cancel(true)).isTrue();
    assertThat(stopped.await(2, TimeUnit.SECONDS)).as("it stops within two seconds").isTrue();
  }

  private static Generation.End waiting(CountDownLatch begun, CountDownLatch stopped)
      throws InterruptedException {
    begun.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      stopped.countDown();
      throw e;
    }
    return Generation.End.COMPLETE;
  }

  private static String until(BufferedReader lines, String wanted) throws Exception {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains(wanted)) {
        return line;
      }
    }
    throw new AssertionError("no line with [" + wanted + "]");
  }

  private static JsonNode json(String line) throws Exception {
    return ServedBank.JSON.readTree(line.replaceFirst("^data: ", ""));
  }
}
