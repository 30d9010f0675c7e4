/**
 * A Kubo that the user runs beside this home: {@link io.pinakes.ipfs.external.KuboMirror} keeps
 * what is public there too, pinned, announced and under its names, and tells in a {@link
 * io.pinakes.ipfs.external.MirrorReport} what it did.
 *
 * <p>One root's way: it is public here and not pinned there; what is below it, and not below a root
 * that is there already, is read through the gate for public blocks and sent as one archive, which
 * Kubo pins; then Kubo is asked to announce it.
 */
@NullMarked
package io.pinakes.ipfs.external;

import org.jspecify.annotations.NullMarked;
