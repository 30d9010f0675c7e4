/**
 * What an address says before anybody dials it: how far it reaches ({@link
 * io.pinakes.p2p.address.Reach}) and which network it is of ({@link
 * io.pinakes.p2p.address.Subnet}). Pure.
 */
@NullMarked
package io.pinakes.p2p.address;

import org.jspecify.annotations.NullMarked;
