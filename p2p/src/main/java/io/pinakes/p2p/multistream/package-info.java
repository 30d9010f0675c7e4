/**
 * multistream-select 1.0: two ends agree on a protocol by name. {@link
 * io.pinakes.p2p.multistream.DialNegotiation} proposes, {@link
 * io.pinakes.p2p.multistream.ListenNegotiation} chooses; both are pure, say how many bytes they
 * need next and never take more, so that what follows the negotiation is left to the protocol.
 *
 * <p>A message is {@code varint length | UTF-8 | '\n'}. Both ends begin with the header and need
 * not wait for the other's, so a dialler with one proposal may go on at once, and a listener finds
 * header, proposal and first payload in one piece.
 */
@NullMarked
package io.pinakes.p2p.multistream;

import org.jspecify.annotations.NullMarked;
