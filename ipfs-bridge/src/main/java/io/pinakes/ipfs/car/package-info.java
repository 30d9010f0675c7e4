/**
 * CAR, the archive of blocks (ipld.io, "Content Addressable aRchives"), versions 1 and 2.
 *
 * <p>One block's way out: {@link io.pinakes.ipfs.car.DagWalk} finds it below a root, in an order
 * that depends on nothing but the roots, and a {@link io.pinakes.ipfs.car.CarWriter} puts it behind
 * its CID. The way in: {@link io.pinakes.ipfs.car.CarReader} takes an archive from a stranger,
 * section by section, and each block passes {@link io.pinakes.ipfs.blockstore.Block#verified}.
 * {@link io.pinakes.ipfs.car.CarFile} finds single blocks in a file by its index.
 */
@NullMarked
package io.pinakes.ipfs.car;

import org.jspecify.annotations.NullMarked;
