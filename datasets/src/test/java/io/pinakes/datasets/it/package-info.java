/** The bank with its real parts: files, child processes, RocksDB, Lucene and a model. */
@NullMarked
package io.pinakes.datasets.it;

import org.jspecify.annotations.NullMarked;
