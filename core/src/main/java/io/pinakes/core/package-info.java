/**
 * What every module speaks in: names made of hashes, and the knowledge that they name.
 *
 * <ul>
 *   <li>{@code hash}: hash functions by their multicodec numbers;
 *   <li>{@code multiformats}: the self-describing formats (varint, multibase, multihash, CID), and
 *       which hashes prove anything;
 *   <li>{@code key}: who signs, and the peer ids that name them;
 *   <li>{@code multiaddr}: where a peer is reached;
 *   <li>{@code knowledge}: the types of the knowledge bank.
 * </ul>
 *
 * <p>Nothing here does I/O, starts a thread or needs a library; only schemes of signatures that the
 * JDK lacks are taken from the class path. Each parser takes bytes and text from strangers: lengths
 * are checked before memory is taken, and what is malformed is a {@link
 * io.pinakes.core.multiformats.MultiformatException} and nothing else. There is one encoding of
 * each value, and what is written otherwise is refused, because everything here is hashed, signed
 * or compared.
 */
@NullMarked
package io.pinakes.core;

import org.jspecify.annotations.NullMarked;
