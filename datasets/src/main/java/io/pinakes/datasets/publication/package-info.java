/**
 * What others see of a dataset: {@link io.pinakes.datasets.publication.Publisher} keeps its newest
 * version public and its name signed as long as it is not private, {@link
 * io.pinakes.datasets.publication.Publication} says under which names it is to be had.
 *
 * <p>A head is written as a block and made a public root; it reaches its manifest and so all of the
 * version. The IPNS record of the dataset's key leads to that block, and through it to the
 * manifest.
 */
@NullMarked
package io.pinakes.datasets.publication;

import org.jspecify.annotations.NullMarked;
