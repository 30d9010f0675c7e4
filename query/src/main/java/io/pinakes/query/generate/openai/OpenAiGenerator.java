package io.pinakes.query.generate.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.generate.AnswerSink;
import io.pinakes.query.generate.Generation;
import io.pinakes.query.generate.GenerationException;
import io.pinakes.query.generate.GenerationException.Kind;
import io.pinakes.query.generate.Generator;
import io.pinakes.query.generate.GeneratorInfo;
import io.pinakes.query.generate.Prompt;
import io.pinakes.query.generate.PromptText;
import io.pinakes.query.generate.ServerOptions;
import io.pinakes.query.generate.TextModel;
import io.pinakes.query.generate.wire.AnswerStream;
import io.pinakes.query.generate.wire.ErrorBody;
import io.pinakes.query.generate.wire.ModelNames;
import io.pinakes.query.generate.wire.ServerSentEvents;
import io.pinakes.query.generate.wire.SpokenWords;
import io.pinakes.query.generate.wire.StreamingPost;
import io.pinakes.query.generate.wire.Timing;
import io.pinakes.query.generate.wire.WireJson;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Answers by a server that speaks OpenAI's chat completions. Understood besides the reference: an
 * end without {@code [DONE]} when a finish reason came; a server that answers with one JSON value
 * instead of a stream; errors in mid-stream as {@code data: {"error": …}}, as an event of type
 * {@code error}, and as llama.cpp's former {@code error: …} line.
 */
public final class OpenAiGenerator implements Generator, TextModel {
  /** The environment variable that holds the key. There is no other way to give one. */
  public static final String KEY_VARIABLE = "PINAKES_OPENAI_API_KEY";

  private static final int MAX_WHOLE_BYTES = 4 << 20;

  private final ServerOptions options;
  private final String name;
  private final StreamingPost server;

  /**
   * A client; connects when asked something.
   *
   * @param environment the process's, for {@link #KEY_VARIABLE}
   * @throws IllegalArgumentException if a key would travel to another machine in the clear
   */
  public OpenAiGenerator(ServerOptions options, Map<String, String> environment, Timing timing) {
    this.options = options;
    this.name = "the server at " + options.endpoint();
    Optional<String> key =
        Optional.ofNullable(environment.get(KEY_VARIABLE))
            .map(String::strip)
            .filter(k -> !k.isEmpty());
    this.server = new StreamingPost(options.endpoint(), key, options.limits(), timing);
  }

  @Override
  public GeneratorInfo info() {
    return new GeneratorInfo("openai", options.model(), Optional.of(options.endpoint()));
  }

  @Override
  public Generation generate(Prompt prompt, AnswerSink sink)
      throws GenerationException, InterruptedException {
    return say(PromptText.of(prompt), prompt.maxAnswerTokens(), sink);
  }

  @Override
  public String complete(PromptText prompt, int maxTokens)
      throws GenerationException, InterruptedException {
    SpokenWords words = new SpokenWords();
    say(prompt, maxTokens, words);
    return words.toString();
  }

  private Generation say(PromptText text, int maxTokens, AnswerSink sink)
      throws GenerationException, InterruptedException {
    String model =
        options.model().isBlank()
            ? ModelNames.only(server, "/models", "data", "id")
            : options.model();
    try (StreamingPost.Answer response =
        server.post("/chat/completions", request(text, maxTokens, model))) {
      AnswerStream answer = new AnswerStream(server, name, sink);
      return response.contentType().toLowerCase(Locale.ROOT).startsWith("application/json")
          ? whole(response, answer)
          : streamed(response, answer);
    }
  }

  private Generation streamed(StreamingPost.Answer response, AnswerStream answer)
      throws GenerationException, InterruptedException {
    ServerSentEvents events = new ServerSentEvents(response.lines());
    String finish = "";
    while (true) {
      Optional<ServerSentEvents.Event> event = events.next();
      if (event.isEmpty()) {
        return end(answer, finish);
      }
      if (event.get().data().strip().equals("[DONE]")) {
        return end(answer, finish.isEmpty() ? "stop" : finish);
      }
      if (event.get().type().equals("error")) {
        throw answer.failed(ErrorBody.message(event.get().data()));
      }
      JsonNode node = answer.read(event.get().data());
      answer.tokens(
          node.path("usage").path("prompt_tokens"), node.path("usage").path("completion_tokens"));
      JsonNode choice = node.path("choices").path(0);
      answer.words(choice.path("delta").path("content"));
      finish = choice.path("finish_reason").asText(finish);
    }
  }

  private Generation whole(StreamingPost.Answer response, AnswerStream answer)
      throws GenerationException, InterruptedException {
    JsonNode node = answer.read(response.lines().rest(MAX_WHOLE_BYTES));
    answer.tokens(
        node.path("usage").path("prompt_tokens"), node.path("usage").path("completion_tokens"));
    JsonNode choice = node.path("choices").path(0);
    answer.words(choice.path("message").path("content"));
    return end(answer, choice.path("finish_reason").asText());
  }

  private Generation end(AnswerStream answer, String finish) throws GenerationException {
    if (finish.isEmpty() || finish.equals("null")) {
      throw new GenerationException(Kind.CUT, name + " ended without finishing its answer");
    }
    if (finish.equals("content_filter")) {
      throw new GenerationException(Kind.REFUSED, name + " held its answer back (content filter)");
    }
    return answer.end(finish.equals("length"));
  }

  private String request(PromptText text, int maxTokens, String model) {
    ObjectNode request = WireJson.MAPPER.createObjectNode();
    request
        .put("model", model)
        .put("stream", true)
        .put("max_tokens", maxTokens)
        .put("temperature", options.temperature())
        .put("seed", options.seed());
    request.putObject("stream_options").put("include_usage", true);
    ArrayNode messages = request.putArray("messages");
    messages.addObject().put("role", "system").put("content", text.system());
    messages.addObject().put("role", "user").put("content", text.user());
    return request.toString();
  }

  @Override
  public void close() {
    server.close();
  }
}
