package io.pinakes.benchmarks.ipfs;

import io.pinakes.benchmarks.peers.Child;
import io.pinakes.benchmarks.peers.KuboDaemon;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A Kubo that looks for nothing elsewhere. */
final class KuboContender implements Contender {
  private static final List<String> EVERYWHERE =
      List.of(
          "AutoConf.Enabled",
          "false",
          "Bootstrap",
          "[]",
          "DNS.Resolvers",
          "{}",
          "Ipns.DelegatedPublishers",
          "[]",
          "Routing.DelegatedRouters",
          "[]",
          "Provide.Enabled",
          "false",
          "Gateway.NoFetch",
          "true");

  /** What {@code ipfs init} writes (0.43), with another value of {@code sync}. */
  private static final String SYNCED_FLATFS =
      """
      {"type": "mount", "mounts": [
        {"mountpoint": "/blocks", "type": "flatfs", "path": "blocks", "sync": true,
         "prefix": "flatfs.datastore", "shardFunc": "/repo/flatfs/shard/v1/next-to-last/2"},
        {"mountpoint": "/", "type": "levelds", "path": "datastore", "compression": "none",
         "prefix": "leveldb.datastore"}]}
      """;

  private final Store store;
  private final KuboDaemon daemon;
  private final URI api;
  private final URI gateway;

  /** Where Kubo keeps blocks. */
  enum Store {
    /** A file a block, as Kubo has it by default, but each on the disk before it is answered. */
    FLATFS("test", true, "each block's file is synced before it is answered (flatfs, sync: true)"),
    /** The same with Kubo's default, which syncs no block. */
    UNSYNCED("test", false, "blocks are synced by nobody (flatfs, sync: false, the default)"),
    /** A log-structured store, which Kubo offers. */
    PEBBLE(
        "test,pebbleds", false, "the log is synced at the end of a command, before it is answered");

    private final String profiles;
    private final boolean syncs;
    private final String durability;

    Store(String profiles, boolean syncs, String durability) {
      this.profiles = profiles;
      this.syncs = syncs;
      this.durability = durability;
    }

    /** Keys of Kubo's configuration and their JSON. */
    private List<String> configuration() {
      List<String> all = new ArrayList<>(EVERYWHERE);
      if (syncs) {
        all.addAll(List.of("Datastore.Spec", SYNCED_FLATFS));
      }
      return all;
    }
  }

  /** Starts one, and has it keep an archive. */
  KuboContender(Path program, Path folder, Store store, Path kept) throws IOException {
    this.store = store;
    this.daemon =
        new KuboDaemon(
            program, folder, store.profiles, store.configuration().toArray(String[]::new));
    daemon.run("dag", "import", kept.toString());
    // Such as /ip4/127.0.0.1/tcp/5001.
    String[] address = daemon.said("api").split("/");
    api = URI.create("http://127.0.0.1:" + address[address.length - 1] + "/api/v0/");
    gateway = URI.create(daemon.said("gateway"));
  }

  @Override
  public String name() {
    return "kubo-" + store.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String durability() {
    return store.durability;
  }

  @Override
  public URI api() {
    return api;
  }

  @Override
  public URI gateway() {
    return gateway;
  }

  @Override
  public double cpuSeconds() {
    return Child.cpuSeconds(daemon.process());
  }

  @Override
  public void close() {
    daemon.close();
  }
}
