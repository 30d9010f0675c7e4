package io.pinakes.query.http;

/** Who may use a route. */
public enum Access {
  /** Everybody who can reach the port, also without a token when it is open to the network. */
  OPEN,
  /** Everybody on this machine; when the port is open to the network, holders of the token. */
  READ,
  /** Holders of the token. */
  WRITE
}
