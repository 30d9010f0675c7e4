package io.pinakes.p2p.resource;

import io.pinakes.p2p.P2pException;

/** A limit was reached. Nothing was reserved. */
public final class ResourceRefusedException extends P2pException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  ResourceRefusedException(Refusal refusal) {
    super(refusal.toString());
    this.refusal = refusal;
  }

  /** Which limit, and how near it was. */
  public Refusal refusal() {
    return refusal;
  }
}
