/**
 * What the node counts and measures, in Prometheus' text format.
 *
 * <p>{@link io.pinakes.query.http.metrics.NodeMetrics} is the registry; surfaces and jobs record
 * into it. Names carry their unit; no label holds a question, a path of a document or a CID.
 */
@NullMarked
package io.pinakes.query.http.metrics;

import org.jspecify.annotations.NullMarked;
