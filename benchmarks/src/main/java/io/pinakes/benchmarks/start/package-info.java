/**
 * How long a user waits for a command that is typed: {@link
 * io.pinakes.benchmarks.start.StartCommand} runs searches as processes, through the launcher,
 * without a node and with one, beside the smallest program that Java can start.
 */
@NullMarked
package io.pinakes.benchmarks.start;

import org.jspecify.annotations.NullMarked;
