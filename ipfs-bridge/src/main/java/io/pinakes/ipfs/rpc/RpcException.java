package io.pinakes.ipfs.rpc;

import java.io.IOException;

/** A command cannot be done, for a reason that the caller is told. */
public final class RpcException extends IOException {
  private static final long serialVersionUID = 1L;

  /** For that reason. */
  public RpcException(String message) {
    super(message);
  }
}
