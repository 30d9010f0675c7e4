package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.StoreDamagedException;
import java.nio.file.Path;

/** A pack is not there: its blocks were moved meanwhile, and the row says so now; or it is lost. */
final class PackGoneException extends StoreDamagedException {
  private static final long serialVersionUID = 1L;

  PackGoneException(Path file, Throwable cause) {
    super("the file [" + file + "] is missing", cause);
  }
}
