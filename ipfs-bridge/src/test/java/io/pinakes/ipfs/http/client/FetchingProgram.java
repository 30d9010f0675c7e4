package io.pinakes.ipfs.http.client;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.fetch.DagFetcher;
import io.pinakes.ipfs.fetch.FetchLimits;
import io.pinakes.ipfs.fetch.FetchReport;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import io.pinakes.ipfs.store.rocksdb.RocksStore;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The program of a second process: fetches a graph into a store, and says what it fetched. */
final class FetchingProgram {
  private FetchingProgram() {}

  public static void main(String[] arguments) throws Exception {
    try (Store store = RocksStore.open(Path.of(arguments[0]), StoreOptions.DEFAULTS);
        GatewayClient client = new GatewayClient(Patience.CLIENT)) {
      FetchReport report =
          new DagFetcher(store.blocks(), FetchLimits.DEFAULT)
              .fetch(
                  List.of(Cid.parse(arguments[2])),
                  List.of(client.gateway(URI.create(arguments[1]))));
      System.out.println("fetched " + report.blocks());
    }
  }
}
