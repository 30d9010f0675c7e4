/**
 * Self-describing formats: {@link io.pinakes.core.multiformats.Varint} inside {@link
 * io.pinakes.core.multiformats.Multihash} inside {@link io.pinakes.core.multiformats.Cid}, written
 * as text by {@link io.pinakes.core.multiformats.Multibase}.
 *
 * <p>One item's way: bytes are hashed to a multihash, the multihash and a codec make a CID, the
 * CID's bytes are written in base32 for people. The other way round, a stranger's text becomes a
 * CID, {@link io.pinakes.core.multiformats.VerificationPolicy} says whether such a hash can prove
 * anything, and {@link io.pinakes.core.multiformats.Multihash#matches} whether the stranger's block
 * is what was named. Each parser here checks lengths before memory is taken.
 */
@NullMarked
package io.pinakes.core.multiformats;

import org.jspecify.annotations.NullMarked;
