package io.pinakes.ipfs.store;

import java.io.IOException;

/** Takes the entries of a table one by one. */
@FunctionalInterface
public interface EntryVisitor {
  /** Looks at one entry, whose arrays are the visitor's to keep; false ends the scan. */
  boolean visit(byte[] key, byte[] value) throws IOException;
}
