/**
 * Questions that follow others. {@link io.pinakes.query.conversation.FollowUps} makes of such a
 * question, and the {@link io.pinakes.query.conversation.Turn}s before it, one that can be searched
 * for by itself: by the language model that answers, where there is one ({@link
 * io.pinakes.query.generate.TextModel}), else by English words ({@link
 * io.pinakes.query.conversation.Topic}).
 */
@NullMarked
package io.pinakes.query.conversation;

import org.jspecify.annotations.NullMarked;
