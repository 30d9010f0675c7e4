/** Retrieval, ANN and ingest benchmarks; reports. */
@NullMarked
package io.pinakes.benchmarks;

import org.jspecify.annotations.NullMarked;
