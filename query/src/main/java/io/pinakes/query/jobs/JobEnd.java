package io.pinakes.query.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a job ends.
 *
 * @param how an ended state
 * @param report of what was done, as far as there is one
 * @param failure why it was not done; null if it was
 */
record JobEnd(
    JobState how, Instant at, @Nullable ObjectNode report, @Nullable ObjectNode failure) {}
