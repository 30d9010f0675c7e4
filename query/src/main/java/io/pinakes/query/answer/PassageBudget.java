package io.pinakes.query.answer;

import io.pinakes.ingest.embed.TokenCounter;
import io.pinakes.query.Hit;
import io.pinakes.query.generate.NumberedPassage;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers the best passages that fit into a prompt. A passage is shown whole or not at all; the
 * first that does not fit ends the list, so that a number is also a rank.
 */
public final class PassageBudget {
  /** What frame and number cost, in tokens of common vocabularies. */
  private static final int FRAME_TOKENS = 48;

  private final TokenCounter tokens;
  private final int budget;

  /** A budget in the counter's tokens. */
  public PassageBudget(TokenCounter tokens, int budget) {
    this.tokens = tokens;
    this.budget = budget;
  }

  /** The passages of the first hits, numbered from 1. */
  public List<NumberedPassage> fit(List<Hit> hits) {
    List<NumberedPassage> passages = new ArrayList<>();
    int left = budget;
    for (Hit hit : hits) {
      String title = title(hit);
      left -= FRAME_TOKENS + tokens.count(title) + tokens.count(hit.text());
      if (left < 0) {
        break;
      }
      passages.add(
          new NumberedPassage(passages.size() + 1, title, hit.context(), hit.text(), hit.score()));
    }
    return passages;
  }

  private static String title(Hit hit) {
    StringBuilder title = new StringBuilder(hit.place().path());
    if (hit.place().page() > 0) {
      title.append(", page ").append(hit.place().page());
    }
    if (!hit.place().heading().isEmpty()) {
      title.append(", ").append(String.join(" > ", hit.place().heading()));
    }
    return title.toString();
  }
}
