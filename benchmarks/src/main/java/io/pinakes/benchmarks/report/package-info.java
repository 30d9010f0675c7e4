/**
 * What a benchmark leaves behind. An {@link io.pinakes.benchmarks.report.Environment} says where
 * and with what it ran; a {@link io.pinakes.benchmarks.report.Report} writes the record as JSON
 * and, for people, as Markdown with {@link io.pinakes.benchmarks.report.BarChart}s.
 */
@NullMarked
package io.pinakes.benchmarks.report;

import org.jspecify.annotations.NullMarked;
