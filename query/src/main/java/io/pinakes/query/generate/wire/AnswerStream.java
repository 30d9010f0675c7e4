package io.pinakes.query.generate.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.query.generate.AnswerSink;
import io.pinakes.query.generate.Generation;
import io.pinakes.query.generate.GenerationException;
import io.pinakes.query.generate.GenerationException.Kind;
import io.pinakes.query.generate.PromptText;
import java.util.Locale;

/**
 * An answer being put together from a server's values: words on to the sink, an error value into an
 * exception, and at the end the verdict. The sentence by which a model declines is held back while
 * the words may still become it, so that nobody is shown half of it. For one thread.
 */
public final class AnswerStream {
  private final StreamingPost server;
  private final String name;
  private final AnswerSink sink;
  private final WholeCharacters words;
  private final StringBuilder opening = new StringBuilder();
  private boolean undecided = true;
  private int promptTokens;
  private int answerTokens;

  /** An answer of the server called {@code name} in messages. */
  public AnswerStream(StreamingPost server, String name, AnswerSink sink) {
    this.server = server;
    this.name = name;
    this.sink = sink;
    this.words = new WholeCharacters(new Opening());
  }

  /**
   * Reads one value that the server sent.
   *
   * @throws GenerationException if it is not a JSON object, or is an error
   */
  public JsonNode read(String json) throws GenerationException {
    JsonNode node;
    try {
      node = WireJson.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new GenerationException(
          Kind.MALFORMED, name + " sent what is not JSON: " + e.getOriginalMessage(), e);
    }
    if (node == null || !node.isObject()) {
      throw new GenerationException(Kind.MALFORMED, name + " sent no JSON object");
    }
    if (ErrorBody.isError(node)) {
      throw failed(ErrorBody.message(node));
    }
    return node;
  }

  /** The exception for an error that the server reported within its answer. */
  public GenerationException failed(String message) {
    return new GenerationException(
        Kind.SERVER_FAILED, name + " failed while answering: " + server.withoutKey(message));
  }

  /** Takes words; a value that is not text is none. */
  public void words(JsonNode text) {
    if (text.isTextual()) {
      words.add(text.textValue());
    }
  }

  /** Notes counts of tokens, where the server gives them. */
  public void tokens(JsonNode prompt, JsonNode answer) {
    promptTokens = prompt.canConvertToInt() ? prompt.intValue() : promptTokens;
    answerTokens = answer.canConvertToInt() ? answer.intValue() : answerTokens;
  }

  /** The verdict, when the server has said that it is done. */
  public Generation end(boolean cutByLength) {
    words.end();
    Generation.End end = cutByLength ? Generation.End.LENGTH : Generation.End.COMPLETE;
    if (undecided) {
      String all = opening.toString().strip().replaceAll("[.!\\s]+$", "");
      if (all.equalsIgnoreCase(PromptText.DECLINE) || all.isEmpty()) {
        end = Generation.End.DECLINED;
      } else {
        decide();
      }
    }
    return new Generation(end, promptTokens, answerTokens);
  }

  private void decide() {
    undecided = false;
    sink.text(opening.toString());
  }

  /** Holds the first words back until they can no longer become the sentence that declines. */
  private final class Opening implements AnswerSink {
    @Override
    public void text(String piece) {
      if (!undecided) {
        sink.text(piece);
        return;
      }
      opening.append(piece);
      String begun = opening.toString().strip().toUpperCase(Locale.ROOT);
      boolean open =
          PromptText.DECLINE.startsWith(begun)
              || begun.startsWith(PromptText.DECLINE)
                  && begun.substring(PromptText.DECLINE.length()).matches("[.!\\s]*");
      if (!open) {
        decide();
      }
    }

    @Override
    public void quote(int passage, int start, int end) {
      throw new IllegalStateException("a language model speaks in words");
    }
  }
}
