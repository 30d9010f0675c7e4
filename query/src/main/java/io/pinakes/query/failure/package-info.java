/**
 * What failures mean to whoever uses the program.
 *
 * <p>{@link io.pinakes.query.failure.Verdicts} looks at an exception of any module and says of
 * which {@link io.pinakes.query.failure.Kind} it is, in which words it is told, and which command
 * or setting mends it. The command line makes exit codes of that, the HTTP surfaces make problems.
 */
@NullMarked
package io.pinakes.query.failure;

import org.jspecify.annotations.NullMarked;
