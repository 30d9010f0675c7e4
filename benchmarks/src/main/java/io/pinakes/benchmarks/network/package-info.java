/**
 * How fast bytes go between two hosts in one process, over loopback: {@code NetworkCommand} stacks
 * one layer after the other on TCP and compares each with what lies below it, in one run.
 */
@NullMarked
package io.pinakes.benchmarks.network;

import org.jspecify.annotations.NullMarked;
