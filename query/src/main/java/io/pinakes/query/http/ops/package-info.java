/**
 * What operators look at: whether the node lives and is ready, and what it measures.
 *
 * <p>{@link io.pinakes.query.http.ops.OpsSurface} answers {@code /livez}, {@code /readyz} and
 * {@code /metrics}.
 */
@NullMarked
package io.pinakes.query.http.ops;

import org.jspecify.annotations.NullMarked;
