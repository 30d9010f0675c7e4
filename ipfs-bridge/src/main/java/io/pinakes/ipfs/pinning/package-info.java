/**
 * The IPFS Pinning Service API (spec 1.0.0): who knows the token asks for content to be kept here,
 * and looks how far it is.
 *
 * <p>{@link io.pinakes.ipfs.pinning.PinningService} answers; {@link
 * io.pinakes.ipfs.pinning.PinRequests} keeps what was asked for in a table; {@link
 * io.pinakes.ipfs.pinning.PinningWork} does it, a few at once. Like the RPC it is not for the
 * public: no visibility gate stands before it, and it shows requests, not blocks.
 *
 * <p>One request's way: it is written down as queued, before the answer; a worker completes the
 * content from the gateways that the node was told of, each block verified, walks all of it, pins
 * it, and writes down pinned, or failed and why. What a kill interrupts is taken up again with the
 * next start. The addresses that a request names as origins speak libp2p, which no block is fetched
 * by here; they are kept and shown, and that is all.
 */
@NullMarked
package io.pinakes.ipfs.pinning;

import org.jspecify.annotations.NullMarked;
