/**
 * Pins: blocks that somebody wants kept, and why. {@link io.pinakes.ipfs.pin.Pins} keeps them in a
 * table of the store; a garbage collection asks for them as roots.
 *
 * <p>One pin's way: its root is held by a lease, so that no collection that runs meanwhile takes
 * it, then the entry is committed, and from then on the entry is what keeps it.
 */
@NullMarked
package io.pinakes.ipfs.pin;

import org.jspecify.annotations.NullMarked;
