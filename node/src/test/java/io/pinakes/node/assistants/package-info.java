/** Assistants that start the program or ask a node, by the official clients of their protocols. */
@NullMarked
package io.pinakes.node.assistants;

import org.jspecify.annotations.NullMarked;
