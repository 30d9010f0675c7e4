/**
 * Archives in and out of a store.
 *
 * <p>{@link io.pinakes.ipfs.archive.StoreArchives} takes an archive's blocks into a store, pins its
 * roots and makes them public if that is wanted, and writes an archive of what is below a root.
 * Whatever a user has written into a file of their own goes through {@link
 * io.pinakes.ipfs.archive.OutputFile}.
 *
 * <p>One block's way in: it is read, hashed, kept under a lease in a batch with others, and stays
 * because a pin names a root above it. The header's word for what the roots are counts only for
 * blocks that came: {@link io.pinakes.ipfs.archive.ArchiveRefusedException}; what else is missing
 * is {@link io.pinakes.ipfs.archive.Lacking}.
 */
@NullMarked
package io.pinakes.ipfs.archive;

import org.jspecify.annotations.NullMarked;
