/**
 * dag-cbor: {@link io.pinakes.ipfs.ipld.dagcbor.DagCbor}, in which Pinakes writes everything that
 * it signs or names.
 *
 * <p>The writer has one way to write a node; the strict reader takes that and nothing else, so that
 * a node has one CID.
 */
@NullMarked
package io.pinakes.ipfs.ipld.dagcbor;

import org.jspecify.annotations.NullMarked;
