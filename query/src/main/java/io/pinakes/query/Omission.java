package io.pinakes.query;

import java.io.IOException;

/**
 * What a search of all datasets had to leave out, because one of them cannot answer. What the
 * others hold is found all the same; a dataset that was asked for by name fails instead.
 *
 * @param dataset its name
 * @param words whether its words were searched, though its vectors could not be
 * @param cause why
 */
public record Omission(String dataset, boolean words, IOException cause) {}
