/** The command line, configuration, wiring and life cycle. */
@NullMarked
package io.pinakes.node;

import org.jspecify.annotations.NullMarked;
