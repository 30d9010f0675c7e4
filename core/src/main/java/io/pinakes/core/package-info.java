/**
 * What every module speaks in: names made of hashes, and the knowledge that they name.
 *
 * <p>{@code multiformats} holds the self-describing formats (varint, multibase, multihash, CID,
 * multiaddr), {@code key} the identities that sign, {@code knowledge} the types of the knowledge
 * bank. Nothing here does I/O, starts a thread or needs a library.
 */
@NullMarked
package io.pinakes.core;

import org.jspecify.annotations.NullMarked;
