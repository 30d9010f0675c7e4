/**
 * What a service writes down of itself: {@link io.pinakes.node.logging.Logs} sets level and form,
 * {@link io.pinakes.node.logging.LogLine} is one line, for people or for programs. No document, no
 * question and no secret is in it.
 */
@NullMarked
package io.pinakes.node.logging;

import org.jspecify.annotations.NullMarked;
