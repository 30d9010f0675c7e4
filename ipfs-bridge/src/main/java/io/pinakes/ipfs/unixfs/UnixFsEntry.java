package io.pinakes.ipfs.unixfs;

import io.pinakes.core.multiformats.Cid;
import java.util.OptionalLong;

/**
 * One entry of a folder.
 *
 * @param name as the folder has it: a stranger's text, which may hold anything
 * @param cid the entry's root
 * @param treeBytes how many bytes the folder says that its blocks have; a hint
 */
public record UnixFsEntry(String name, Cid cid, OptionalLong treeBytes) {}
