/**
 * What turns a question and numbered passages into an answer. A {@link
 * io.pinakes.query.generate.Generator} gets a {@link io.pinakes.query.generate.Prompt} and streams
 * into an {@link io.pinakes.query.generate.AnswerSink}: words that cite {@code [n]}, or passages
 * quoted by range. Whoever asked checks the citations; a generator is not trusted with them.
 *
 * <p>{@code extractive} needs no language model and no connection. {@code ollama} and {@code
 * openai} talk to a server named by an {@link io.pinakes.query.generate.Endpoint}, on this machine
 * unless the user says otherwise; {@code wire} is the transport they share.
 */
@NullMarked
package io.pinakes.query.generate;

import org.jspecify.annotations.NullMarked;
