/**
 * Private networks by a pre-shared key (libp2p's pnet): {@link
 * io.pinakes.p2p.security.pnet.PreSharedKey}. Who does not have the key sees noise and is not
 * understood; security as such lies in the handshake above.
 */
@NullMarked
package io.pinakes.p2p.security.pnet;

import org.jspecify.annotations.NullMarked;
