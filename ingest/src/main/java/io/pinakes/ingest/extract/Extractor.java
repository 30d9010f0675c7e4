package io.pinakes.ingest.extract;

import java.nio.file.Path;

/**
 * Reads files into text.
 *
 * <p>Every implementation must: give the same document for the same bytes and file name ending,
 * whatever the locale, zone, folder, order and installed programs; open no other file and no
 * connection; fail one file without harm to others; be callable from many threads at once.
 */
public interface Extractor extends AutoCloseable {

  /**
   * Reads one file. Blocks until it is read or has failed, at most about the time limit of the
   * implementation.
   *
   * @param file where the bytes are
   * @param name the path as the user knows it; its ending may help to tell the type, and messages
   *     name it; nothing else of it has an effect
   * @throws ExtractionException if this file gives no text, with the reason
   * @throws InterruptedException if the caller was interrupted; the file is not failed by that
   */
  ExtractedDocument extract(Path file, String name)
      throws ExtractionException, InterruptedException;

  /** Changes whenever the output for some file may change; part of a manifest's pipeline. */
  String extractionVersion();

  /**
   * Stops what runs and frees it. Calls under way fail. Never throws; a second call does nothing.
   */
  @Override
  void close();
}
