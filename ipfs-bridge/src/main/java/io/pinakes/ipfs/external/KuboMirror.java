package io.pinakes.ipfs.external;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.http.kubo.KuboClient;
import io.pinakes.ipfs.http.kubo.KuboDag;
import io.pinakes.ipfs.http.kubo.KuboException;
import io.pinakes.ipfs.http.kubo.KuboPins;
import io.pinakes.ipfs.http.kubo.KuboUpload;
import io.pinakes.ipfs.ipns.IpnsRecord;
import io.pinakes.ipfs.names.NameTable;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.Table;
import io.pinakes.ipfs.visibility.PublicBlocks;
import io.pinakes.ipfs.visibility.Visibility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Keeps a Kubo that the user runs in step with what is public in a home: each public root is there
 * with all its blocks, pinned and announced, and each name has its record there. What is withdrawn
 * is not pinned there any more, so that Kubo's own garbage collection takes it.
 *
 * <p>Blocks are read through {@link PublicBlocks}: one that is private is not there to be sent,
 * whatever else is wrong. What was put is noted, so that nothing is taken away that somebody else
 * has pinned:
 *
 * <pre>
 * kubo   the daemon's peer id, NUL, a root   → nothing
 * </pre>
 *
 * <p>For one thread at a time.
 */
public final class KuboMirror {
  /** More pins than that are not looked through. */
  private static final int MAX_PINS = 1 << 20;

  private static final int MAX_ANSWERS = 1 << 16;

  private static final String TABLE = "kubo";

  private final Store store;
  private final BlockReader shown;
  private final Visibility visibility;
  private final NameTable names;
  private final Table table;
  private final KuboClient kubo;

  /** Of what is public in that store, in that daemon. */
  public KuboMirror(Store store, InstantSource clock, KuboClient kubo) {
    this.store = store;
    this.shown = PublicBlocks.of(store);
    this.visibility = new Visibility(store);
    this.names = new NameTable(store, clock);
    this.table = store.table(TABLE);
    this.kubo = kubo;
  }

  /**
   * Brings the daemon in step.
   *
   * @throws KuboException if it cannot be reached, or does not take blocks; what was done stays,
   *     and the next call goes on
   * @throws MissingBlockException if a public block is not here
   */
  public MirrorReport sync() throws IOException {
    String daemon = await(kubo.id()).id();
    Set<Cid> pinned = pinned();
    Set<Cid> ours = noted(daemon);
    List<Cid> wanted = visibility.roots();
    MirrorReport.Counter counter = new MirrorReport.Counter(daemon, wanted.size());
    ours.stream().filter(root -> !pinned.contains(root)).forEach(counter::lost);
    for (Cid root : wanted) {
      // One that is pinned and not noted is the user's own: it is there, and stays theirs.
      if (!pinned.contains(root)) {
        send(daemon, root, ours, pinned, counter);
        announce(root, counter);
      }
    }
    for (Cid root : ours) {
      if (!wanted.contains(root)) {
        withdraw(daemon, root, pinned.contains(root), counter);
      }
    }
    for (Map.Entry<PeerId, IpnsRecord> name : names.all().entrySet()) {
      tell(name.getKey(), name.getValue(), counter);
    }
    return counter.report();
  }

  private Set<Cid> pinned() throws IOException {
    Set<Cid> roots = new TreeSet<>();
    for (KuboPins.Pin pin : await(kubo.pin().ls("recursive").toList(MAX_PINS))) {
      roots.add(pin.cid());
    }
    return roots;
  }

  /** Sends what is below a root and not below one that is there already. */
  private void send(
      String daemon, Cid root, Set<Cid> ours, Set<Cid> pinned, MirrorReport.Counter counter)
      throws IOException {
    note(daemon, root, true);
    List<Cid> there = ours.stream().filter(pinned::contains).toList();
    try (CarStream archive = new CarStream(store, shown, there, root)) {
      List<KuboDag.ImportedRoot> roots =
          await(kubo.dag().importCar(KuboUpload.of(() -> archive)).toList(MAX_ANSWERS));
      if (roots.size() != 1 || !roots.getFirst().error().isEmpty()) {
        throw new IOException("Kubo did not pin [" + root + "]: " + roots);
      }
      counter.sent(archive.blocks(), archive.bytes());
    }
  }

  private void withdraw(String daemon, Cid root, boolean isPinned, MirrorReport.Counter counter)
      throws IOException {
    if (isPinned) {
      await(kubo.pin().rm(root));
      counter.withdrew();
    }
    note(daemon, root, false);
  }

  /** A daemon without a network cannot announce; what it holds can be had from it all the same. */
  private void announce(Cid root, MirrorReport.Counter counter) throws IOException {
    try {
      var unused = await(kubo.network().provide(root).toList(MAX_ANSWERS));
      counter.announced();
    } catch (KuboException e) {
      counter.trouble("announcements", e);
    }
  }

  private void tell(PeerId name, IpnsRecord record, MirrorReport.Counter counter)
      throws IOException {
    try {
      var unused = await(kubo.name().put("/ipns/" + name.toName(), record.toBytes()));
      counter.named();
    } catch (KuboException e) {
      counter.trouble("names", e);
    }
  }

  private Set<Cid> noted(String daemon) throws IOException {
    byte[] prefix = key(daemon, new byte[0]);
    Set<Cid> roots = new TreeSet<>();
    table.scan(
        prefix,
        (key, value) ->
            roots.add(Cid.fromBytes(Arrays.copyOfRange(key, prefix.length, key.length))));
    return roots;
  }

  /**
   * Written before a root is sent, and forgotten when it is gone: a kill leaves a note too much.
   */
  private void note(String daemon, Cid root, boolean isThere) throws IOException {
    Batch batch = store.batch();
    byte[] key = key(daemon, root.toBytes());
    if (isThere) {
      batch.put(table, key, new byte[0]);
    } else {
      batch.delete(table, key);
    }
    batch.commit(Durability.SYNCED);
  }

  /** The peer ids of the daemons that a root was sent to, and not withdrawn from since. */
  public static List<String> daemonsWith(Store store, Cid root) throws IOException {
    byte[] end = key("", root.toBytes());
    List<String> daemons = new ArrayList<>();
    store
        .table(TABLE)
        .scan(
            new byte[0],
            (key, value) -> {
              int length = key.length - end.length;
              if (length >= 0 && Arrays.equals(key, length, key.length, end, 0, end.length)) {
                daemons.add(new String(key, 0, length, StandardCharsets.UTF_8));
              }
              return true;
            });
    return daemons;
  }

  private static byte[] key(String daemon, byte[] root) {
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    key.writeBytes(daemon.getBytes(StandardCharsets.UTF_8));
    key.write(0);
    key.writeBytes(root);
    return key.toByteArray();
  }

  /** Each call ends by itself: the client waits for so long, and no longer. */
  private static <T> T await(CompletableFuture<T> call) throws IOException {
    try {
      return call.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("interrupted");
      stopped.initCause(e);
      throw stopped;
    }
  }
}
