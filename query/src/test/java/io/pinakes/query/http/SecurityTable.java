package io.pinakes.query.http;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** What was tried, what came of it, and what bounds it: printed when all has been tried. */
final class SecurityTable {
  private final Map<String, String> rows = new ConcurrentSkipListMap<>();

  /** Notes a refusal by the first line of its answer. */
  void row(String tried, String answer, String bound) {
    String status =
        answer.isEmpty() ? "closed" : answer.lines().findFirst().orElse("").substring(9);
    row(tried, status.strip() + " | " + bound);
  }

  /** Notes a refusal in words: what came of it, and the bound. */
  void row(String tried, String rest) {
    rows.merge(tried, rest, (a, b) -> a.equals(b) || a.contains(b) ? a : b + ", also " + a);
  }

  void print() {
    System.out.println("| tried | came of it | bound |\n|---|---|---|");
    rows.forEach((tried, row) -> System.out.println("| " + tried + " | " + row + " |"));
  }
}
