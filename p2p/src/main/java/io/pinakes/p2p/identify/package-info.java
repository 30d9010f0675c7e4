/**
 * identify, {@code /ipfs/id/1.0.0}, and push, {@code /ipfs/id/push/1.0.0}: a peer's key, addresses,
 * protocols and agent. {@link io.pinakes.p2p.identify.IdentifyMessage} is what is said, {@link
 * io.pinakes.p2p.identify.Identify} says and hears it over streams.
 */
@NullMarked
package io.pinakes.p2p.identify;

import org.jspecify.annotations.NullMarked;
