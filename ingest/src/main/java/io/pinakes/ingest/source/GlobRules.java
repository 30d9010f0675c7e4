package io.pinakes.ingest.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An ordered list of patterns, of which the last that matches decides: an ignore file, or globs.
 */
final class GlobRules {
  /** 100,000: an ignore file is written by people; a longer one is some other file. */
  static final int MAX_RULES = 100_000;

  private record Rule(Glob glob, boolean negated) {}

  private final List<Rule> rules;

  private GlobRules(List<Rule> rules) {
    this.rules = rules;
  }

  /** Reads lines of gitignore syntax; blank lines and comments are left out. */
  static GlobRules parse(Iterable<String> lines) {
    List<Rule> rules = new ArrayList<>();
    for (String line : lines) {
      String pattern = withoutTrailingSpace(line);
      if (pattern.isEmpty() || pattern.startsWith("#")) {
        continue;
      }
      boolean negated = pattern.startsWith("!");
      if (negated) {
        pattern = pattern.substring(1);
      }
      if (pattern.isEmpty() || pattern.equals("/")) {
        continue;
      }
      if (rules.size() == MAX_RULES) {
        throw new IllegalArgumentException("more than [" + MAX_RULES + "] patterns");
      }
      rules.add(new Rule(Glob.parse(pattern), negated));
    }
    return new GlobRules(List.copyOf(rules));
  }

  private static String withoutTrailingSpace(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\r')) {
      boolean escaped = end > 1 && line.charAt(end - 2) == '\\' && line.charAt(end - 1) == ' ';
      if (escaped) {
        break;
      }
      end--;
    }
    return line.substring(0, end);
  }

  boolean isEmpty() {
    return rules.isEmpty();
  }

  /** What the last matching pattern says: {@code true} matched, {@code false} negated. */
  Optional<Boolean> decide(String path, boolean folder) {
    for (int i = rules.size() - 1; i >= 0; i--) {
      Rule rule = rules.get(i);
      if (rule.glob().matches(path, folder)) {
        return Optional.of(!rule.negated());
      }
    }
    return Optional.empty();
  }

  /** Whether this file, or a folder that holds it, is matched. */
  boolean coversFile(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (decide(path.substring(0, slash), true).orElse(false)) {
        return decide(path, false).orElse(true);
      }
    }
    return decide(path, false).orElse(false);
  }
}
