package io.pinakes.query.http.api;

import io.pinakes.datasets.Bank;
import io.pinakes.query.Answerer;
import io.pinakes.query.Searcher;
import io.pinakes.query.failure.Verdicts;
import io.pinakes.query.http.metrics.NodeMetrics;
import io.pinakes.query.http.trace.Traces;
import io.pinakes.query.jobs.Jobs;

/**
 * What surfaces work with: the node's bank and what asks it. Owned by whoever started the node.
 *
 * @param bank the home, held by this process for writing
 * @param searcher finds passages
 * @param answerer answers questions
 * @param jobs long work
 * @param verdicts what failures mean
 * @param metrics what is measured
 * @param traces where the time of a request goes
 */
public record Desk(
    Bank bank,
    Searcher searcher,
    Answerer answerer,
    Jobs jobs,
    Verdicts verdicts,
    NodeMetrics metrics,
    Traces traces) {}
