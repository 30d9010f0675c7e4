package io.pinakes.query.conversation;

/**
 * A question and what was answered.
 *
 * @param question as it was asked, or as it was understood
 * @param answer what was said to it; may be empty
 */
public record Turn(String question, String answer) {}
