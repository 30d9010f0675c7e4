/**
 * What a peer signs about itself: {@link io.pinakes.p2p.record.SignedEnvelope} around a {@link
 * io.pinakes.p2p.record.PeerRecord}, its addresses. Pure.
 */
@NullMarked
package io.pinakes.p2p.record;

import org.jspecify.annotations.NullMarked;
