package io.pinakes.query;

/**
 * A passage that a generator saw.
 *
 * @param n its number in the prompt, from 1
 * @param hit the passage with document, page, heading and scores
 * @param cited whether the answer rests on it
 */
public record Context(int n, Hit hit, boolean cited) {}
