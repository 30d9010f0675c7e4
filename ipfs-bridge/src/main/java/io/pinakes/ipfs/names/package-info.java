/**
 * The signed names that a home keeps: {@link io.pinakes.ipfs.names.NameTable} takes records that
 * hold, and gives the newest of a name while it holds; {@link io.pinakes.ipfs.names.NameResolver}
 * asks others for it.
 *
 * <p>One record's way: bytes come from a file, a gateway or a peer, are validated for their name,
 * and replace an older record; who asks for the name gets them as they were signed.
 */
@NullMarked
package io.pinakes.ipfs.names;

import org.jspecify.annotations.NullMarked;
