package io.pinakes.ipfs.rpc;

import io.pinakes.core.key.PublicKey;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.gateway.NameRecords;
import io.pinakes.ipfs.gc.GcRoots;
import io.pinakes.ipfs.graph.Completer;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the RPC works on.
 *
 * @param store the blocks and pins
 * @param names the names that are known here
 * @param roots what is kept beside the pins, with the pins
 * @param collector removes what nothing keeps
 * @param completer completes what is to be pinned
 * @param key who this node is
 * @param folder where the home is, to be told
 * @param version of this program, to be told
 */
public record RpcHome(
    Store store,
    NameRecords names,
    GcRoots roots,
    Collector collector,
    Completer completer,
    Supplier<PublicKey> key,
    Path folder,
    String version) {
  /** Collects garbage. */
  @FunctionalInterface
  public interface Collector {
    /** Removes what nothing keeps, and tells of each block that went. */
    void collect(Consumer<Multihash> gone) throws IOException;
  }
}
