package io.pinakes.query.generate.ollama;

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
import io.pinakes.query.generate.wire.ModelNames;
import io.pinakes.query.generate.wire.SpokenWords;
import io.pinakes.query.generate.wire.StreamingPost;
import io.pinakes.query.generate.wire.Timing;
import io.pinakes.query.generate.wire.WireJson;
import java.util.Optional;

/**
 * Answers by a model that Ollama runs (its {@code docs/api.md}, "Generate a chat completion"). The
 * size of the context is sent with each request, because Ollama otherwise takes its own and cuts
 * what does not fit without a word; servers that know {@code truncate} are asked not to cut at all.
 */
public final class OllamaGenerator implements Generator, TextModel {
  private final ServerOptions options;
  private final StreamingPost server;

  /** A client; connects when asked something. */
  public OllamaGenerator(ServerOptions options, Timing timing) {
    this.options = options;
    this.server = new StreamingPost(options.endpoint(), Optional.empty(), options.limits(), timing);
  }

  @Override
  public GeneratorInfo info() {
    return new GeneratorInfo("ollama", options.model(), Optional.of(options.endpoint()));
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
            ? ModelNames.only(server, "/api/tags", "models", "name")
            : options.model();
    try (StreamingPost.Answer response =
        server.post("/api/chat", request(text, maxTokens, model))) {
      AnswerStream answer = new AnswerStream(server, "Ollama at " + options.endpoint(), sink);
      while (true) {
        String line =
            response
                .lines()
                .next()
                .orElseThrow(
                    () ->
                        new GenerationException(
                            Kind.CUT,
                            "Ollama at " + options.endpoint() + " ended without finishing"));
        if (line.isBlank()) {
          continue;
        }
        JsonNode node = answer.read(line);
        answer.words(node.path("message").path("content"));
        if (node.path("done").asBoolean()) {
          answer.tokens(node.path("prompt_eval_count"), node.path("eval_count"));
          return answer.end(node.path("done_reason").asText().equals("length"));
        }
      }
    }
  }

  private String request(PromptText text, int maxTokens, String model) {
    ObjectNode request = WireJson.MAPPER.createObjectNode();
    request.put("model", model).put("stream", true).put("truncate", false).put("shift", false);
    ArrayNode messages = request.putArray("messages");
    messages.addObject().put("role", "system").put("content", text.system());
    messages.addObject().put("role", "user").put("content", text.user());
    request
        .putObject("options")
        .put("num_ctx", options.contextTokens())
        .put("num_predict", maxTokens)
        .put("temperature", options.temperature())
        .put("seed", options.seed());
    return request.toString();
  }

  @Override
  public void close() {
    server.close();
  }
}
