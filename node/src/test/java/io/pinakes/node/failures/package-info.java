/**
 * What goes wrong around a home, and what a user then sees: each failure is brought about for a
 * real process of the program, whose error must name the cause and the next command; what was
 * intact must answer as before, and once the cause is gone the work must come to the same end.
 *
 * <p>{@link io.pinakes.node.failures.Cli} runs the commands; {@link io.pinakes.node.failures.Disk}
 * mounts small disks.
 */
@NullMarked
package io.pinakes.node.failures;

import org.jspecify.annotations.NullMarked;
