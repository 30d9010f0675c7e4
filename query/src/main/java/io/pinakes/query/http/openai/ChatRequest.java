package io.pinakes.query.http.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.query.AskRequest;
import io.pinakes.query.Mode;
import io.pinakes.query.conversation.Turn;
import io.pinakes.query.http.ProblemException;
import io.pinakes.query.json.Fields;
import io.pinakes.vectorstore.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A chat completion that is asked for.
 *
 * <p>Of the messages, those of user and assistant count. Others are passed over: what tells a model
 * how to behave is the node's own, so that no text in a conversation can lift it. Parameters that
 * only colour an answer (temperature, seed, tools …) and those that nobody knows are passed over,
 * as such servers do; those that promise another answer than can be given are refused.
 *
 * @param model the name as it was given
 * @param before the conversation so far
 * @param question the last message
 * @param stream whether it is wanted in chunks
 * @param usage whether a stream ends with what it took
 * @param mode which rankings find passages
 * @param filter which documents
 * @param contexts how many passages the generator may see
 * @param answerTokens the longest answer
 */
record ChatRequest(
    String model,
    List<Turn> before,
    String question,
    boolean stream,
    boolean usage,
    Mode mode,
    Filter filter,
    int contexts,
    int answerTokens) {
  private static final int MAX_ANSWER_TOKENS = 8_192;

  static ChatRequest of(Fields body) throws ProblemException {
    refuseWhatIsNotPossible(body.tree());
    List<Turn> turns = new ArrayList<>();
    Optional<String> question = Optional.empty();
    for (JsonNode message : body.tree().path("messages")) {
      String role = message.path("role").asText();
      if (role.equals("user")) {
        question.ifPresent(unanswered -> turns.add(new Turn(unanswered, "")));
        question = Optional.of(text(message.path("content")));
      } else if (role.equals("assistant") && question.isPresent()) {
        turns.add(new Turn(question.get(), text(message.path("content"))));
        question = Optional.empty();
      }
    }
    String asked = question.orElse("");
    if (asked.isBlank()) {
      throw new ProblemException(
          400,
          "no-question",
          "The last message is not a question of the user's.",
          "Send a last message of role [user] with the question in it.");
    }
    Fields more = new Fields(body.tree().path("pinakes"));
    return new ChatRequest(
        body.required("model"),
        turns,
        asked,
        body.flag("stream"),
        body.tree().path("stream_options").path("include_usage").asBoolean(false),
        more.text("mode").flatMap(Mode::named).orElse(Mode.HYBRID),
        more.texts("filters").filter(f -> !f.isEmpty()).map(Filter::parse).orElse(Filter.NONE),
        more.integer("contexts", AskRequest.CONTEXTS),
        answerTokens(body));
  }

  /** The question to the bank, in words that stand by themselves. */
  AskRequest asking(String standalone, List<String> datasets) {
    return new AskRequest(
        standalone, datasets, mode, filter, contexts, AskRequest.PROMPT_TOKENS, answerTokens);
  }

  private static int answerTokens(Fields body) {
    int older = body.integer("max_tokens", AskRequest.ANSWER_TOKENS);
    return Math.min(MAX_ANSWER_TOKENS, body.integer("max_completion_tokens", older));
  }

  private static String text(JsonNode content) throws ProblemException {
    if (content.isTextual()) {
      return content.textValue();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      JsonNode words = part.path("text");
      if (!words.isTextual()) {
        throw impossible("Messages with anything but text in them");
      }
      text.append(text.isEmpty() ? "" : "\n").append(words.textValue());
    }
    return text.toString();
  }

  private static void refuseWhatIsNotPossible(JsonNode body) throws ProblemException {
    if (body.path("n").asInt(1) > 1) {
      throw impossible("More answers than one (n)");
    }
    if (!body.path("response_format").path("type").asText("text").equals("text")) {
      throw impossible("Answers in a given format (response_format)");
    }
    JsonNode stop = body.path("stop");
    if (stop.isTextual() && !stop.asText().isEmpty() || stop.isArray() && !stop.isEmpty()) {
      throw impossible("An end at given words (stop)");
    }
    if (body.path("logprobs").asBoolean(false)) {
      throw impossible("Probabilities of words (logprobs)");
    }
    JsonNode tools = body.path("tool_choice");
    if (tools.isObject() || tools.asText().equals("required")) {
      throw impossible("Calls of tools (tool_choice)");
    }
    for (JsonNode modality : body.path("modalities")) {
      if (!modality.asText().equals("text")) {
        throw impossible("Answers that are no text (modalities)");
      }
    }
  }

  private static ProblemException impossible(String what) {
    return new ProblemException(
        400,
        "unsupported-parameter",
        what + " cannot be had here.",
        "Answers are text from documents, with citations.");
  }
}
