/**
 * Load as a service meets it: questions come when they come, not when the last one is answered.
 *
 * <p>{@link io.pinakes.benchmarks.load.LoadCommand} starts a node, and a peer beside it, each in a
 * process on some cores, and a {@code LoadClient} on another. The client is given an {@code Order}:
 * segments of a rate and a time. Its {@code OpenLoop} sends at times that are drawn beforehand and
 * counts from these, however late a connection is free. What came of each question is one {@code
 * Outcomes} row; a {@code Slice} of them is what a table shows. {@code LoadBench} looks for the
 * highest rate that holds the bound, then asks ten times as much as can be served.
 */
@NullMarked
package io.pinakes.benchmarks.load;

import org.jspecify.annotations.NullMarked;
