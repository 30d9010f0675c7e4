/**
 * Signed names: records that say what a key's name stands for, until when (ipfs/specs, {@code
 * ipns-record.md}; IPIP-0428 for records without the legacy fields).
 *
 * <p>{@link io.pinakes.ipfs.ipns.IpnsSigner} makes a record, {@link
 * io.pinakes.ipfs.ipns.IpnsRecord} is one as bytes, {@link io.pinakes.ipfs.ipns.IpnsValidator} says
 * whether it holds for a name at a time, and {@link io.pinakes.ipfs.ipns.IpnsRecord#NEWEST_LAST}
 * which of two that hold counts. Nothing here asks for the time or draws randomness.
 *
 * <p>One record's way: a path, a sequence number and an end are signed by the key; the bytes travel
 * by whatever carries them; whoever gets them checks size, signature and end before believing a
 * word, and keeps the newest.
 */
@NullMarked
package io.pinakes.ipfs.ipns;

import org.jspecify.annotations.NullMarked;
