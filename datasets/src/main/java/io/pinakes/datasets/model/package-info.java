/**
 * The records of the knowledge model (DESIGN 3) as strict dag-cbor blocks, with their layouts and
 * limits. Pure: blocks are read through a {@link io.pinakes.ipfs.blockstore.BlockReader} and
 * written to a {@link io.pinakes.ipfs.blockstore.BlockSink}; nothing here knows a clock, a thread
 * or a file.
 *
 * <p>One document's way: its passages become raw blocks, a {@link
 * io.pinakes.datasets.model.Document} lists them, the {@link io.pinakes.datasets.model.DocumentMap}
 * names it by its path, their vectors lie in {@link io.pinakes.datasets.model.Vectors} blocks that
 * a {@link io.pinakes.datasets.model.VectorList} names, a {@link
 * io.pinakes.datasets.model.Manifest} names both, and a signed {@link
 * io.pinakes.datasets.model.Head} names the manifest.
 */
@NullMarked
package io.pinakes.datasets.model;

import org.jspecify.annotations.NullMarked;
