package io.pinakes.ipfs.unixfs;

import io.pinakes.core.multiformats.Cid;

/**
 * What an import gave.
 *
 * @param cid the root
 * @param size bytes of content: of a file its length, of a symbolic link its target's, of a folder
 *     0
 * @param treeBytes bytes of all blocks from the root down, repeated ones counted as often as they
 *     stand in the tree; what a link to it says as its Tsize
 */
public record Imported(Cid cid, long size, long treeBytes) {}
