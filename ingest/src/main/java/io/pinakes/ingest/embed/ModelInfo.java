package io.pinakes.ingest.embed;

import io.pinakes.core.knowledge.ModelSpec;

/**
 * A model that can be opened.
 *
 * @param name what a user types, and what {@link Models#open} takes
 * @param spec what its vectors mean; its {@code languages} are those the model covers
 * @param builtIn whether it comes with the program; otherwise it was imported into the home
 * @param bytes size of the model file
 */
public record ModelInfo(String name, ModelSpec spec, boolean builtIn, long bytes) {}
