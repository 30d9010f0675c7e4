package io.pinakes.ingest.embed.djl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What a {@code tokenizer.json} says of itself, its vocabulary left unread. */
final class TokenizerFile {
  private static final Set<String> READ =
      Set.of("added_tokens", "normalizer", "pre_tokenizer", "post_processor");
  private static final ObjectMapper JSON = new ObjectMapper();

  private TokenizerFile() {}

  /**
   * Whether a text's ids are those of its words, parted at blanks, one after the other: so it is
   * with the tokenizer of BERT, whose pre-tokenizer parts at blanks before anything looks at
   * neighbours, unless an added token reaches across them.
   */
  static boolean worksWordByWord(Path file) throws IOException {
    Map<String, JsonNode> parts = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (READ.contains(name)) {
          parts.put(name, JSON.readTree(parser));
        } else {
          parser.skipChildren();
        }
      }
    }
    return type(parts, "normalizer").equals("BertNormalizer")
        && type(parts, "pre_tokenizer").equals("BertPreTokenizer")
        && Set.of("TemplateProcessing", "BertProcessing").contains(type(parts, "post_processor"))
        && addedTokensStayWithinWords(parts.get("added_tokens"));
  }

  private static String type(Map<String, JsonNode> parts, String name) {
    JsonNode part = parts.get(name);
    return part == null ? "" : part.path("type").asText("");
  }

  private static boolean addedTokensStayWithinWords(
      @org.jspecify.annotations.Nullable JsonNode added) {
    if (added == null) {
      return true;
    }
    for (JsonNode token : added) {
      String content = token.path("content").asText("");
      boolean plain = content.chars().noneMatch(Character::isWhitespace);
      if (!plain
          || token.path("lstrip").asBoolean()
          || token.path("rstrip").asBoolean()
          || token.path("single_word").asBoolean()
          || token.path("normalized").asBoolean()) {
        return false;
      }
    }
    return true;
  }
}
