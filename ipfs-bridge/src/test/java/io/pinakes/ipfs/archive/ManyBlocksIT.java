package io.pinakes.ipfs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.BatchingSink;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.fetch.BlockSource;
import io.pinakes.ipfs.fetch.DagFetcher;
import io.pinakes.ipfs.fetch.FetchLimits;
import io.pinakes.ipfs.fetch.FetchReport;
import io.pinakes.ipfs.gateway.Answer;
import io.pinakes.ipfs.gateway.Gateway;
import io.pinakes.ipfs.gateway.GatewayOptions;
import io.pinakes.ipfs.gateway.GatewayRequest;
import io.pinakes.ipfs.gateway.NameRecords;
import io.pinakes.ipfs.gc.Gc;
import io.pinakes.ipfs.gc.GcOptions;
import io.pinakes.ipfs.gc.GcReport;
import io.pinakes.ipfs.gc.GcRoots;
import io.pinakes.ipfs.graph.Graph;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import io.pinakes.ipfs.store.rocksdb.RocksStore;
import io.pinakes.ipfs.unixfs.Imported;
import io.pinakes.ipfs.unixfs.UnixFsImporter;
import io.pinakes.ipfs.unixfs.UnixFsProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The heap that is in use while many small blocks are worked on, near the end of each kind of work:
 * it does not grow with their number. {@code -Dpinakes.many-blocks=100000,1000000} takes other
 * numbers than these.
 */
@Tag("slow")
class ManyBlocksIT {
  private static final String NUMBERS = System.getProperty("pinakes.many-blocks", "20000,200000");

  /** Files of a folder. */
  private static final int FILES = 1000;

  @TempDir Path folder;
  private final Map<String, List<Long>> heaps = new LinkedHashMap<>();

  @Test
  void tenTimesAsManyBlocksTakeAtMostAFifthMoreHeap() throws Exception {
    String[] numbers = NUMBERS.split(",");
    int few = Integer.parseInt(numbers[0]);
    int many = Integer.parseInt(numbers[1]);
    assertThat(many).isGreaterThanOrEqualTo(10 * few);
    // Once for what is loaded and compiled only once.
    work("first", few);
    heaps.clear();
    work("few", few);
    work("many", many);
    System.out.printf(Locale.ROOT, "heap after collection, near the end of the work, bytes%n");
    System.out.printf(Locale.ROOT, "%-52s %,12d %,12d   ratio%n", "blocks", few, many);
    heaps.forEach(
        (what, heap) ->
            System.out.printf(
                Locale.ROOT,
                "%-52s %,12d %,12d   %.2f%n",
                what,
                heap.getFirst(),
                heap.getLast(),
                (double) heap.getLast() / heap.getFirst()));
    heaps.forEach(
        (what, heap) ->
            assertThat(heap.getLast()).as(what).isLessThanOrEqualTo(heap.getFirst() * 12 / 10));
  }

  private void work(String run, int files) throws Exception {
    try (Store there = open("there-" + run)) {
      Cid root = add(there, files);
      try (Store here = open("imported-" + run)) {
        importFromGateway(there, root, here, files);
        pinAndCollect(here, root, files);
      }
      try (Store here = open("fetched-" + run)) {
        fetch(there, root, here, files);
      }
      export(there, root, files);
    }
  }

  /** As {@code ipfs add} does. */
  private Cid add(Store store, int files) throws IOException {
    try (Lease lease = store.lease()) {
      BatchingSink sink = new BatchingSink(lease.blocks());
      UnixFsImporter raw = new UnixFsImporter(UnixFsProfile.V1_2025, sink);
      UnixFsImporter nodes = new UnixFsImporter(UnixFsProfile.V0_2015, sink);
      Map<String, Imported> folders = new TreeMap<>();
      for (int i = 0; i < files; i += FILES) {
        // What is raw need not be read to know its links; what is none has to be.
        UnixFsImporter importer = i / FILES % 2 == 0 ? raw : nodes;
        Map<String, Imported> entries = new TreeMap<>();
        for (int j = i; j < i + FILES; j++) {
          byte[] bytes = ByteBuffer.allocate(64).putInt(files).putInt(j).array();
          entries.put("file " + j, importer.addFile(new ByteArrayInputStream(bytes)));
        }
        folders.put("folder " + i, importer.addDirectory(entries));
      }
      Cid root = raw.addDirectory(folders).cid();
      sink.flush();
      note("files added");
      assertThat(store.upkeep().usage().blocks()).isEqualTo(blocks(files));
      return root;
    }
  }

  private void importFromGateway(Store there, Cid root, Store here, int files) throws Exception {
    Gateway gateway =
        new Gateway(
            there.blocks().unhashed(),
            NameRecords.NONE,
            GatewayOptions.TRUSTLESS.withScratch(there.blocks().scratch()),
            InstantSource.system());
    Answer answer =
        gateway.answer(GatewayRequest.of("GET", "/ipfs/" + root + "?format=car", Map.of()));
    try (PipedInputStream in = new PipedInputStream(1 << 16)) {
      PipedOutputStream pipe = new PipedOutputStream(in);
      FutureTask<Void> sent =
          new FutureTask<>(
              () -> {
                try (PipedOutputStream out = pipe) {
                  answer.body().writeTo(out);
                }
                return null;
              });
      Thread.ofPlatform().start(sent);
      StoreArchives.Carried carried =
          new StoreArchives(here)
              .importCar(
                  in,
                  StoreArchives.Roots.PINNED,
                  "",
                  (blocks, bytes) -> {
                    if (blocks == blocks(files) - 10) {
                      note("an archive sent by a gateway and taken in");
                    }
                  });
      sent.get();
      assertThat(carried.blocks()).isEqualTo(blocks(files));
    }
  }

  /** What {@code pin add} and {@code gc} do, with a job that holds all of it meanwhile. */
  private void pinAndCollect(Store store, Cid root, int files) throws IOException {
    store.blocks().put(List.of(Block.of(Multicodec.RAW, new byte[] {1})));
    GcRoots roots = visitor -> visitor.root(root, Pin.Kind.RECURSIVE, "root");
    try (Lease lease = store.lease()) {
      AtomicLong walked = new AtomicLong();
      new Graph(store.blocks(), lease.blocks())
          .walk(
              root,
              (cid, bytes) -> {
                if (walked.incrementAndGet() == blocks(files) - 10) {
                  note("a graph walked and held, to be pinned");
                }
              });
      GcReport report =
          new Gc(store, GcOptions.DEFAULTS)
              .collect(roots, gone -> note("a collection, beside a job that holds all"));
      assertThat(report.keptInAll().blocks()).isEqualTo(blocks(files));
      assertThat(report.garbage().blocks()).isEqualTo(1);
    }
    AtomicLong told = new AtomicLong();
    GcReport report =
        new Gc(store, GcOptions.DEFAULTS)
            .collect(
                visitor -> {},
                gone -> {
                  if (told.incrementAndGet() == blocks(files) - 10) {
                    note("a collection that removes all");
                  }
                });
    assertThat(report.garbage().blocks()).isEqualTo(blocks(files));
  }

  /** As {@code ipfs pull} does. */
  private void fetch(Store there, Cid root, Store here, int files)
      throws IOException, InterruptedException {
    AtomicLong asked = new AtomicLong();
    BlockSource source =
        new BlockSource() {
          @Override
          public String name() {
            return "there";
          }

          @Override
          public Optional<byte[]> block(Cid cid) throws IOException {
            if (asked.incrementAndGet() == blocks(files) - 10) {
              note("a graph fetched block by block");
            }
            return there.blocks().get(cid);
          }
        };
    try (Lease lease = here.lease()) {
      FetchReport report =
          new DagFetcher(lease.blocks(), FetchLimits.DEFAULT).fetch(List.of(root), List.of(source));
      assertThat(report.blocks()).isEqualTo(blocks(files));
    }
  }

  private void export(Store store, Cid root, int files) throws IOException {
    StoreArchives.Carried carried =
        new StoreArchives(store)
            .exportCar(
                root,
                OutputStream.nullOutputStream(),
                (blocks, bytes) -> {
                  if (blocks == blocks(files) - 10) {
                    note("an archive exported");
                  }
                });
    assertThat(carried.blocks()).isEqualTo(blocks(files));
  }

  /** The files, the folders and the one around them. */
  private static long blocks(int files) {
    return (long) files + files / FILES + 1;
  }

  private Store open(String name) throws IOException {
    return RocksStore.open(folder.resolve(name), StoreOptions.DEFAULTS);
  }

  private void note(String what) {
    heaps.computeIfAbsent(what, key -> new ArrayList<>()).add(liveBytes());
  }

  /**
   * The bytes of all objects that a full collection leaves. What is said to be in use is more, by
   * regions that are not filled and by what fills them: by 14 MB at one and the same live size.
   */
  private static long liveBytes() {
    try {
      Object histogram =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      return histogram
          .toString()
          .lines()
          .map(line -> line.strip().split(" +"))
          .filter(row -> row[0].endsWith(":") && !row[3].contains("jdk.internal.vm.Filler"))
          .mapToLong(row -> Long.parseLong(row[2]))
          .sum();
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
