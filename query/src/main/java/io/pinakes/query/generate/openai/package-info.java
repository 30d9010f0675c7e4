/**
 * The client of servers that speak OpenAI's {@code POST /v1/chat/completions}: llama.cpp, vLLM, LM
 * Studio, LocalAI and others, as server-sent events.
 */
@NullMarked
package io.pinakes.query.generate.openai;

import org.jspecify.annotations.NullMarked;
