package io.pinakes.ingest.extract.build;

/**
 * What one document may become.
 *
 * @param maxTextBytes of the text as UTF-8. The process that asked holds them twice while it
 *     decodes, so 10 MiB keep its growth under 32 MiB; three times War and Peace
 * @param maxSpans blocks; each is an object of some 48 bytes there
 * @param maxEmbeddedFiles in archives and mails, in all
 * @param maxEmbeddedBytes unpacked, in all: what a bomb is stopped at
 * @param maxEmbeddedDepth archives in archives
 * @param readRestricted whether a PDF is read that anyone can open, but that its author encrypted
 *     so as to forbid some uses. What is ingested may be published, so it counts as encrypted
 *     unless its reader decides otherwise
 */
public record ExtractionLimits(
    int maxTextBytes,
    int maxSpans,
    int maxEmbeddedFiles,
    long maxEmbeddedBytes,
    int maxEmbeddedDepth,
    boolean readRestricted) {

  /** 10 MiB of text, 200,000 blocks, 10,000 files of 256 MiB in all, four deep. */
  public static final ExtractionLimits DEFAULT =
      new ExtractionLimits(10 << 20, 200_000, 10_000, 256L << 20, 4, false);

  /** Checks that all are positive. */
  public ExtractionLimits {
    if (maxTextBytes <= 0
        || maxSpans <= 0
        || maxEmbeddedFiles <= 0
        || maxEmbeddedBytes <= 0
        || maxEmbeddedDepth < 0) {
      throw new IllegalArgumentException(
          "not limits: ["
              + maxTextBytes
              + ", "
              + maxSpans
              + ", "
              + maxEmbeddedFiles
              + ", "
              + maxEmbeddedBytes
              + ", "
              + maxEmbeddedDepth
              + "]");
    }
  }
}
