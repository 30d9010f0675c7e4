/**
 * {@code /v1}: what programs expect that speak to OpenAI, answered from this home.
 *
 * <p>{@link io.pinakes.query.http.openai.OpenAiSurface} gathers the routes. {@code Catalogue} knows
 * the models: {@code pinakes} answers from all datasets, {@code pinakes/NAME} from one, and the
 * embedding models go by their own names. A chat is read by {@code ChatRequest}, answered by {@code
 * ChatResource}, and written by {@code Completion}, whole or in chunks; the evidence travels in the
 * message's annotations and, whole, in a field {@code pinakes}. Errors have OpenAI's shape.
 */
@NullMarked
package io.pinakes.query.http.openai;

import org.jspecify.annotations.NullMarked;
