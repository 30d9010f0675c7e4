/**
 * Channels within one process: {@link io.pinakes.p2p.transport.memory.MemoryTransport} dials and
 * listens at {@code /memory/NAME} of a {@link io.pinakes.p2p.transport.memory.MemoryNetwork}. For
 * nodes that live together, and for tests of everything above a transport.
 */
@NullMarked
package io.pinakes.p2p.transport.memory;

import org.jspecify.annotations.NullMarked;
