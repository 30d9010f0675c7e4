/**
 * Embedding with DJL's tokenizers and the ONNX Runtime: one session, one thread a call, one text a
 * run, pooled in Java over the runtime's own buffer.
 */
@NullMarked
package io.pinakes.ingest.embed.djl;

import org.jspecify.annotations.NullMarked;
