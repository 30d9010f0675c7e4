package io.pinakes.query;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.ingest.embed.Embedder;
import java.io.IOException;

/** Gives the model for a spec. The source owns it: callers do not close it. */
public interface EmbedderSource {
  /**
   * The model whose vectors can be compared with the spec's.
   *
   * @throws IOException if it is not in this home; the message says how to get it
   */
  Embedder embedder(ModelSpec spec) throws IOException;
}
