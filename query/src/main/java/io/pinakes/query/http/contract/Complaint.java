package io.pinakes.query.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.json.schema.OutputUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is wrong with a value, as a sentence, from what the library found by keywords. */
final class Complaint {
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  private final JsonNode schema;

  /** Complaints of that schema. */
  Complaint(JsonNode schema) {
    this.schema = schema;
  }

  /** Of all that was found, what says most: where it is deepest, and of that what is plainest. */
  String of(List<OutputUnit> found) {
    Optional<OutputUnit> best =
        found.stream()
            .filter(unit -> unit.getError() != null)
            .max(
                Comparator.comparingInt((OutputUnit unit) -> depth(unit))
                    .thenComparingInt(unit -> plainness(keyword(unit))));
    return best.map(this::sentence).orElse("it does not fit the contract");
  }

  private static int depth(OutputUnit unit) {
    return (int) text(unit.getInstanceLocation()).chars().filter(c -> c == '/').count();
  }

  private static int plainness(String keyword) {
    return switch (keyword) {
      // They only say that something below is wrong, or beside: all fields when one is.
      case "properties", "items", "oneOf", "anyOf", "allOf" -> 0;
      case "additionalProperties" -> 1;
      case "type" -> 2;
      default -> 3;
    };
  }

  private String sentence(OutputUnit unit) {
    String where = text(unit.getInstanceLocation()).replace("#", "");
    String said = said(unit);
    return where.isEmpty() ? said : "at [" + Operation.shorten(where) + "]: " + said;
  }

  private String said(OutputUnit unit) {
    JsonNode wanted = schema.at(text(unit.getKeywordLocation()).replace("#", ""));
    String bound = wanted.asText();
    return switch (keyword(unit)) {
      case "required" -> "the field [" + quoted(text(unit.getError())) + "] is missing";
      case "additionalProperties" -> "there is no such field here";
      case "type" -> "it must be " + type(wanted);
      case "minLength" ->
          bound.equals("1") ? "it is empty" : "it has fewer than [" + bound + "] characters";
      case "maxLength" -> "it has more than [" + bound + "] characters";
      case "minItems" -> "it has fewer than [" + bound + "] items";
      case "maxItems" -> "it has more than [" + bound + "] items";
      case "minimum" -> "it is less than [" + bound + "]";
      case "maximum" -> "it is more than [" + bound + "]";
      case "enum" -> "it is none of [" + listed(wanted) + "]";
      case "const" -> "it is not [" + bound + "]";
      case "pattern" ->
          bound.equals("\\S") ? "it is blank" : "it does not have the form [" + bound + "]";
      default -> "it does not fit the contract";
    };
  }

  private static String type(JsonNode wanted) {
    if (wanted.isArray()) {
      StringJoiner all = new StringJoiner(" or ");
      wanted.forEach(one -> all.add(type(one)));
      return all.toString();
    }
    return switch (wanted.asText()) {
      case "string" -> "a text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "an object";
      default -> wanted.asText();
    };
  }

  private static String listed(JsonNode values) {
    StringJoiner all = new StringJoiner(", ");
    values.forEach(one -> all.add(one.asText()));
    return all.toString();
  }

  private static String quoted(String said) {
    Matcher matcher = QUOTED.matcher(said);
    return matcher.find() ? Operation.shorten(matcher.group(1)) : "";
  }

  private static String keyword(OutputUnit unit) {
    String location = text(unit.getKeywordLocation());
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
