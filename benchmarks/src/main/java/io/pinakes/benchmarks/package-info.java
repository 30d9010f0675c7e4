/**
 * Measuring the product. {@link io.pinakes.benchmarks.BenchTool} is the command {@code bench}; each
 * subcommand has a package: {@code retrieval}, {@code answers}, {@code ann}, {@code chunking},
 * {@code embedding}, {@code ingest}, {@code network}. They share {@code metrics} and {@code
 * report}.
 */
@NullMarked
package io.pinakes.benchmarks;

import org.jspecify.annotations.NullMarked;
