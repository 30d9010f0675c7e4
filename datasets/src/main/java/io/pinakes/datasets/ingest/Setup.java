package io.pinakes.datasets.ingest;

import io.pinakes.core.multiformats.Multihash;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.SourceRecord;
import io.pinakes.datasets.model.Pipeline;
import io.pinakes.ingest.chunk.Chunker;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.extract.Extractor;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What a run works with.
 *
 * @param dataset the dataset
 * @param source the source that is walked
 * @param extractor reads files
 * @param chunker cuts text
 * @param embedder makes vectors
 */
record Setup(
    DatasetRecord dataset,
    SourceRecord source,
    Extractor extractor,
    Chunker chunker,
    Embedder embedder) {
  private static final int FINGERPRINT_BYTES = 12;

  /** What the manifest says of how documents are made. */
  Pipeline pipeline() {
    return new Pipeline(extractor.extractionVersion(), chunker.version());
  }

  /** The id of the model. */
  String model() {
    return embedder.spec().id();
  }

  /**
   * A fingerprint of all that decides what document a file becomes: if it is the same, so is the
   * document. The model has no part in it beyond the tokens that the chunker counts.
   */
  String config() {
    String all =
        String.join(
            "\u0000",
            extractor.extractionVersion(),
            chunker.version(),
            Boolean.toString(dataset.keepFiles()));
    byte[] digest = Multihash.sha256(all.getBytes(StandardCharsets.UTF_8)).digest();
    return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
  }
}
