package io.pinakes.p2p.resource;

/** What scopes count. */
public enum Resource {
  /** Bytes of heap held on a peer's behalf. */
  MEMORY,
  /** Streams that peers opened. */
  INBOUND_STREAMS,
  /** Streams that this host opened. */
  OUTBOUND_STREAMS,
  /** Connections that peers began. */
  INBOUND_CONNECTIONS,
  /** Connections that this host began. */
  OUTBOUND_CONNECTIONS,
  /** File descriptors: sockets. */
  DESCRIPTORS
}
