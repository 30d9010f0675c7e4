package io.pinakes.ingest.extract.worker;

import io.pinakes.ingest.extract.build.ExtractionLimits;
import io.pinakes.ingest.source.SourceFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the pool runs its child processes.
 *
 * @param workers children at most; they are started as files wait for them
 * @param heapMegabytes of each child; one that needs more is ended, and its file failed
 * @param timeLimit for one file, without the wait for a free child
 * @param maxFileBytes a larger file is not read
 * @param limits what one document may become
 * @param filesBeforeRenewal after so many files a child is replaced, since parsers leak
 * @param temporaryFolder where the pool makes its private folder, which it removes
 * @param cacheFolder where an archive of loaded classes is kept, from which a child starts a fifth
 *     faster; empty for none
 */
public record WorkerOptions(
    int workers,
    int heapMegabytes,
    Duration timeLimit,
    long maxFileBytes,
    ExtractionLimits limits,
    int filesBeforeRenewal,
    Path temporaryFolder,
    Optional<Path> cacheFolder) {

  /** As many children as processors, four at most: a fifth would only take from the embedding. */
  private static final int MAX_DEFAULT_WORKERS = 4;

  /** Checks the numbers. */
  public WorkerOptions {
    if (workers <= 0
        || heapMegabytes < 32
        || timeLimit.isNegative()
        || timeLimit.isZero()
        || maxFileBytes <= 0
        || filesBeforeRenewal <= 0) {
      throw new IllegalArgumentException(
          "not options: workers ["
              + workers
              + "], heap ["
              + heapMegabytes
              + "] MB, time ["
              + timeLimit
              + "], file ["
              + maxFileBytes
              + "] bytes, renewal ["
              + filesBeforeRenewal
              + "]");
    }
  }

  /**
   * 256 MB and 60 seconds a file, 5,000 files a child, in the temporary folder of the system,
   * without a cache.
   */
  public static WorkerOptions defaults() {
    return new WorkerOptions(
        Math.min(MAX_DEFAULT_WORKERS, Runtime.getRuntime().availableProcessors()),
        256,
        Duration.ofSeconds(60),
        SourceFilter.DEFAULT_MAX_FILE_BYTES,
        ExtractionLimits.DEFAULT,
        5_000,
        Path.of(System.getProperty("java.io.tmpdir", "/tmp")),
        Optional.empty());
  }

  /** With so many children. */
  public WorkerOptions withWorkers(int count) {
    return new WorkerOptions(
        count,
        heapMegabytes,
        timeLimit,
        maxFileBytes,
        limits,
        filesBeforeRenewal,
        temporaryFolder,
        cacheFolder);
  }

  /** With this much time a file. */
  public WorkerOptions withTimeLimit(Duration limit) {
    return new WorkerOptions(
        workers,
        heapMegabytes,
        limit,
        maxFileBytes,
        limits,
        filesBeforeRenewal,
        temporaryFolder,
        cacheFolder);
  }

  /** With this much heap a child. */
  public WorkerOptions withHeapMegabytes(int megabytes) {
    return new WorkerOptions(
        workers,
        megabytes,
        timeLimit,
        maxFileBytes,
        limits,
        filesBeforeRenewal,
        temporaryFolder,
        cacheFolder);
  }

  /** With these limits of a document. */
  public WorkerOptions withLimits(ExtractionLimits other) {
    return new WorkerOptions(
        workers,
        heapMegabytes,
        timeLimit,
        maxFileBytes,
        other,
        filesBeforeRenewal,
        temporaryFolder,
        cacheFolder);
  }

  /** With so many files a child. */
  public WorkerOptions withFilesBeforeRenewal(int files) {
    return new WorkerOptions(
        workers,
        heapMegabytes,
        timeLimit,
        maxFileBytes,
        limits,
        files,
        temporaryFolder,
        cacheFolder);
  }

  /** With its private folder made in this one. */
  public WorkerOptions withTemporaryFolder(Path folder) {
    return new WorkerOptions(
        workers,
        heapMegabytes,
        timeLimit,
        maxFileBytes,
        limits,
        filesBeforeRenewal,
        folder,
        cacheFolder);
  }

  /** With the archive of loaded classes kept in this folder. */
  public WorkerOptions withCacheFolder(Path folder) {
    return new WorkerOptions(
        workers,
        heapMegabytes,
        timeLimit,
        maxFileBytes,
        limits,
        filesBeforeRenewal,
        temporaryFolder,
        Optional.of(folder));
  }
}
