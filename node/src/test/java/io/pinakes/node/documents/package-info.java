/** What becomes of real documents on their way through the command line, as its user sees it. */
@NullMarked
package io.pinakes.node.documents;

import org.jspecify.annotations.NullMarked;
