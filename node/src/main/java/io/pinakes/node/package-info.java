/**
 * The program: {@link io.pinakes.node.Main} starts the command line of {@code io.pinakes.node.cli},
 * which opens a home and works on it with the classes of the modules below.
 *
 * <p>One command's way: {@code Main} → picocli finds the command → the command asks its {@code
 * Session} for the bank → the result goes to standard output as text or as one JSON document → an
 * exception becomes what happened, why, and the command that mends it, with an exit code.
 */
@NullMarked
package io.pinakes.node;

import org.jspecify.annotations.NullMarked;
