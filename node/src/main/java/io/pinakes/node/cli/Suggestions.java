package io.pinakes.node.cli;

import io.pinakes.node.config.Words;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user may have meant, the nearest first. */
final class Suggestions {
  private Suggestions() {}

  /** "Did you mean: pinakes search or pinakes serve?"; empty if nothing is near. */
  static String of(ParameterException failure) {
    if (!(failure instanceof UnmatchedArgumentException unmatched)
        || unmatched.getSuggestions().isEmpty()
        || unmatched.getUnmatched().isEmpty()) {
      return "";
    }
    if (unmatched.isUnknownOption()) {
      return "Possible solutions: " + String.join(", ", unmatched.getSuggestions()) + ".";
    }
    String typed = unmatched.getUnmatched().getFirst();
    String program = failure.getCommandLine().getCommandSpec().qualifiedName();
    List<String> nearest =
        unmatched.getSuggestions().stream()
            .filter(
                name -> Words.distance(typed, name) <= Math.min(typed.length(), name.length()) / 2)
            .sorted(Comparator.comparingInt(name -> Words.distance(typed, name)))
            .map(name -> program + " " + name)
            .toList();
    return nearest.isEmpty() ? "" : "Did you mean: " + String.join(" or ", nearest) + "?";
  }
}
