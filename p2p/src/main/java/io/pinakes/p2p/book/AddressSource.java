package io.pinakes.p2p.book;

import java.time.Duration;

/** Who says that a peer is at an address, the most believable first. */
public enum AddressSource {
  /** The user of this host: does not expire. */
  USER(Duration.ofDays(36_500)),
  /** The peer, over its signature: an hour, as in go's routing. */
  SIGNED(Duration.ofHours(1)),
  /** The peer, over a connection that it has authenticated: half an hour after it said so. */
  CONNECTION(Duration.ofMinutes(30)),
  /** Somebody else: ten minutes. */
  HEARSAY(Duration.ofMinutes(10));

  private final Duration life;

  AddressSource(Duration life) {
    this.life = life;
  }

  /** How long an address is kept after it was last heard. */
  public Duration life() {
    return life;
  }
}
