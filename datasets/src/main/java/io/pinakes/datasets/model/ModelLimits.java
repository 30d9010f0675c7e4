package io.pinakes.datasets.model;

import io.pinakes.datasets.model.tree.TreeLimits;

/**
 * What the records of a dataset take at most. Whatever is longer is refused before it is parsed.
 */
public final class ModelLimits {
  /** The largest record other than vectors, in bytes (DESIGN 3). */
  public static final int MAX_NODE_BYTES = TreeLimits.MAX_NODE_BYTES;

  /** The largest block of vectors, in bytes (DESIGN 3): one message of a block exchange. */
  public static final int MAX_VECTORS_BYTES = 1 << 20;

  /** The longest path, in UTF-8 bytes: what common file systems and the index take. */
  public static final int MAX_PATH_BYTES = 4_096;

  /** Titles, descriptions, licences and other text for people, in UTF-8 bytes. */
  public static final int MAX_TEXT_BYTES = 4_096;

  /** Names, tags, dates, versions of software, in UTF-8 bytes. */
  public static final int MAX_TERM_BYTES = 512;

  /** Headings above one chunk: documents have six levels, a few formats nest a little more. */
  public static final int MAX_HEADINGS = 16;

  /**
   * Places within one chunk where another page begins: even of contents of slides a chunk has few.
   */
  public static final int MAX_PAGE_STARTS = 256;

  /** One heading, in UTF-8 bytes: what is longer is a paragraph that looks like one. */
  public static final int MAX_HEADING_BYTES = 512;

  /** The most components a vector has, as in {@code ModelSpec}. */
  public static final int MAX_DIMENSION = 8_192;

  /** The most models that one manifest has vectors of. */
  public static final int MAX_MODELS = 8;

  /** A node of a list of chunks ends when it has this many bytes. */
  static final int FULL_NODE_BYTES = 64 << 10;

  /** The highest level of a list of chunks: a node of 64 KiB names hundreds of others. */
  static final int MAX_LEVEL = 6;

  /** The deepest nesting of maps and lists in any record. */
  static final int MAX_DEPTH = 8;

  private ModelLimits() {}
}
