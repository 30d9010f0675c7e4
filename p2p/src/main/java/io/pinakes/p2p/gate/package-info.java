/**
 * Whom a host talks to: {@link io.pinakes.p2p.gate.ConnectionGater} is asked at three gates, {@link
 * io.pinakes.p2p.gate.GateList} answers from lists of peers and networks.
 */
@NullMarked
package io.pinakes.p2p.gate;

import org.jspecify.annotations.NullMarked;
