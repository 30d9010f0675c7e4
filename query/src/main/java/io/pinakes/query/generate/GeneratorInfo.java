package io.pinakes.query.generate;

import java.util.Optional;

/**
 * What answers, and where the question goes for it.
 *
 * @param name {@code extractive}, {@code ollama} or {@code openai}
 * @param model the model's name
 * @param endpoint the server that gets question and passages; empty if they stay in this process
 */
public record GeneratorInfo(String name, String model, Optional<Endpoint> endpoint) {}
