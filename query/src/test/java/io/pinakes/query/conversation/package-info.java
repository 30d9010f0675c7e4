/** Questions that follow others. */
@NullMarked
package io.pinakes.query.conversation;

import org.jspecify.annotations.NullMarked;
