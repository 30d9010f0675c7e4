package io.pinakes.ipfs.rpc;

import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.ApiRequest;
import java.io.IOException;

/** One command of the RPC. */
@FunctionalInterface
interface RpcCommand {
  /**
   * Answers. What is wrong before the first byte of the answer is known is thrown here; the rest by
   * the answer's body.
   *
   * @throws IllegalArgumentException if an argument or option cannot be followed
   * @throws IOException if it cannot be done
   */
  ApiAnswer answer(ApiRequest request) throws IOException;
}
