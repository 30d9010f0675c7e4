/**
 * Files and folders as blocks: UnixFS v1 (ipfs/specs, {@code unixfs.md}) in the profiles of
 * IPIP-0499.
 *
 * <p>{@link io.pinakes.ipfs.unixfs.UnixFsImporter} turns streams and names into blocks, {@link
 * io.pinakes.ipfs.unixfs.UnixFsReader} turns roots into files, folders and symbolic links again.
 * Both are pure: they know a {@link io.pinakes.ipfs.blockstore.BlockSink} and a {@link
 * io.pinakes.ipfs.blockstore.BlockReader}, no disk and no network.
 *
 * <p>One file's way: it is cut into chunks, each chunk becomes a leaf, leaves are gathered under
 * nodes of a profile's width until one is left, and that one's CID names the file. Its folder links
 * to it by name; a folder that outgrows the profile's threshold is spread over a hash trie.
 */
@NullMarked
package io.pinakes.ipfs.unixfs;

import org.jspecify.annotations.NullMarked;
