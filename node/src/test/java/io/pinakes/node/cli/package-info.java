/** The command line as a user sees it. */
@NullMarked
package io.pinakes.node.cli;

import org.jspecify.annotations.NullMarked;
