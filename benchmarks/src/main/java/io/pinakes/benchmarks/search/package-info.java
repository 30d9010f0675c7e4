/**
 * How long a search takes, step by step: {@link io.pinakes.benchmarks.search.SearchCommand} asks
 * one question after another, on one thread, and keeps every time.
 */
@NullMarked
package io.pinakes.benchmarks.search;

import org.jspecify.annotations.NullMarked;
