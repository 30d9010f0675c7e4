/**
 * Which address of a peer is dialled next, and when: {@link io.pinakes.p2p.dial.AddressRanking}
 * sorts them, {@link io.pinakes.p2p.dial.DialPlan} starts them one after the other and side by
 * side, {@link io.pinakes.p2p.dial.BackOff} remembers those that failed. Pure: a host drives it by
 * threads and clocks, the simulator by a seed.
 */
@NullMarked
package io.pinakes.p2p.dial;

import org.jspecify.annotations.NullMarked;
