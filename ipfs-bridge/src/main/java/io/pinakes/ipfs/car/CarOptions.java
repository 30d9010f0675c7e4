package io.pinakes.ipfs.car;

/**
 * What a reader of archives takes.
 *
 * @param maxHeaderBytes the longest header, in bytes; each root takes about 40
 * @param maxSectionBytes the longest section (a CID and its block), in bytes
 * @param zeroSectionEnds whether a section of length zero ends the archive, as some writers pad
 *     theirs with zeros, or is an error
 * @param maxScannedBlocks how many blocks a file without an index may hold for {@link CarFile} to
 *     make one in memory, at some hundred bytes each
 */
public record CarOptions(
    int maxHeaderBytes, int maxSectionBytes, boolean zeroSectionEnds, int maxScannedBlocks) {
  /**
   * 32 MiB and 8 MiB, the limits of go-car, so that what it takes is taken here; sections of length
   * zero are refused; 4 Mi blocks.
   */
  public static final CarOptions DEFAULT = new CarOptions(32 << 20, 8 << 20, false, 4 << 20);

  /** Checks that the limits let something through. */
  public CarOptions {
    if (maxHeaderBytes < 1 || maxSectionBytes < 1 || maxScannedBlocks < 1) {
      throw new IllegalArgumentException(
          "limits of ["
              + maxHeaderBytes
              + "] and ["
              + maxSectionBytes
              + "] bytes and ["
              + maxScannedBlocks
              + "] blocks let nothing through");
    }
  }

  /** The same, but a section of length zero ends the archive. */
  public CarOptions endingAtZeroSection() {
    return new CarOptions(maxHeaderBytes, maxSectionBytes, true, maxScannedBlocks);
  }
}
