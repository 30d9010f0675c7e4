/**
 * A person at a terminal, by JLine: {@link io.pinakes.node.shell.LineTerminal} reads the lines that
 * they edit, keeps what they asked before, and hears Ctrl-C while something is done for them.
 */
@NullMarked
package io.pinakes.node.shell;

import org.jspecify.annotations.NullMarked;
