/** The client of Ollama's own interface, {@code POST /api/chat}: one JSON value a line. */
@NullMarked
package io.pinakes.query.generate.ollama;

import org.jspecify.annotations.NullMarked;
