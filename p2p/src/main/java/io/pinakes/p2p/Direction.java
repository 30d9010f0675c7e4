package io.pinakes.p2p;

/** Who began a connection or a stream. */
public enum Direction {
  /** The other side did. */
  INBOUND,
  /** This side did. */
  OUTBOUND
}
