/**
 * The command line: one class a command, each a thin line between what a user types and what the
 * modules do.
 *
 * <p>{@link io.pinakes.node.cli.CommandLineProgram} builds the tree of commands with picocli;
 * {@link io.pinakes.node.cli.Session} is what a command works with (options, streams, the bank);
 * {@link io.pinakes.node.cli.Failures} turns exceptions into sentences and exit codes. Data goes to
 * standard output, everything else to standard error.
 */
@NullMarked
package io.pinakes.node.cli;

import org.jspecify.annotations.NullMarked;
