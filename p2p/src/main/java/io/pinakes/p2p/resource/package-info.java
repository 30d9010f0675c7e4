/**
 * What a host holds on behalf of others, counted and limited: {@link
 * io.pinakes.p2p.resource.ScopeTree} gives a {@link io.pinakes.p2p.resource.ConnectionScope} to a
 * connection before a byte of it is read, and that gives a {@link
 * io.pinakes.p2p.resource.StreamScope} to each stream.
 *
 * <p>One buffer's way: its owner reserves the bytes in its own scope; the scope asks itself and
 * every scope above, and reserves in all or in none; only then is the buffer made. Closing the
 * owner's scope returns whatever it held. Pure: no lock, no clock.
 */
@NullMarked
package io.pinakes.p2p.resource;

import org.jspecify.annotations.NullMarked;
