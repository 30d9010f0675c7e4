/**
 * How fast a folder becomes searchable. {@link io.pinakes.benchmarks.ingest.IngestCommand} ingests
 * it into a home of its own twice; the second run finds nothing to do, and shows what that costs.
 */
@NullMarked
package io.pinakes.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
