/**
 * The IPLD data model: a block's bytes as a {@link io.pinakes.ipfs.ipld.Node}, by way of a {@link
 * io.pinakes.ipfs.ipld.Codec}.
 *
 * <p>One block's way: its CID names the codec, the codec reads the bytes into a tree of nodes,
 * typed getters take values out of it and name the field that is not what it should be. Writing
 * goes the other way, and the same node gives the same bytes on every machine. Sub-packages hold
 * one codec each. All of it is pure, and takes bytes from strangers: sizes and depths are checked
 * before memory is taken.
 */
@NullMarked
package io.pinakes.ipfs.ipld;

import org.jspecify.annotations.NullMarked;
