package io.pinakes.ingest.embed;

import java.io.IOException;

/** What comes packed in jars cannot be unpacked into the cache folder. */
public final class CacheException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what, where and why. */
  public CacheException(String message, Throwable cause) {
    super(message, cause);
  }
}
