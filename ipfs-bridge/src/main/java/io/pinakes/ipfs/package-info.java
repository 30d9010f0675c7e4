/** IPLD, UnixFS, CAR, block store, pins and garbage collection. */
@NullMarked
package io.pinakes.ipfs;

import org.jspecify.annotations.NullMarked;
