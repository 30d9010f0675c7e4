package io.pinakes.query.mcp;

import io.pinakes.datasets.Bank;
import io.pinakes.query.Answerer;
import io.pinakes.query.Searcher;
import io.pinakes.query.failure.Verdicts;

/** What the tools read. */
public interface Library {
  /**
   * A bank and what asks it, for one call of a tool.
   *
   * @param bank the home, for reading
   * @param searcher finds passages
   * @param answerer answers questions
   */
  record Reading(Bank bank, Searcher searcher, Answerer answerer) {}

  /** What a tool does. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it. */
    T with(Reading reading) throws Exception;
  }

  /** Has something read on the last complete versions. */
  <T> T read(Work<T> work) throws Exception;

  /** What failures mean here. */
  Verdicts verdicts();
}
