package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.archive.StoreArchives;
import io.pinakes.ipfs.blockstore.BatchingSink;
import io.pinakes.ipfs.http.kubo.KuboClient;
import io.pinakes.ipfs.http.kubo.KuboDag;
import io.pinakes.ipfs.http.kubo.KuboFiles;
import io.pinakes.ipfs.http.kubo.KuboOptions;
import io.pinakes.ipfs.http.kubo.KuboUpload;
import io.pinakes.ipfs.store.MemoryStore;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.unixfs.Imported;
import io.pinakes.ipfs.unixfs.UnixFsDirectory;
import io.pinakes.ipfs.unixfs.UnixFsImporter;
import io.pinakes.ipfs.unixfs.UnixFsProfile;
import io.pinakes.ipfs.unixfs.UnixFsReader;
import io.pinakes.node.testing.Patience;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** 200 files and folders have the same CIDs here and in Kubo, and travel both ways in archives. */
@Tag("interop")
@Timeout(600)
class KuboTableIT {
  private static final long SEED = 20_261_121;
  private static final int EACH = 100;
  private static final String SAME = "CIDs equal";
  private static final String TO_KUBO = "our archive into kubo";
  private static final String TO_US = "kubo's archive into ours";
  private static final List<String> KINDS =
      List.of(
          "file at a chunk's edge", "file at a row's edge", "folder at the trie's edge", "tree");

  @TempDir Path folder;

  private final Map<String, int[]> table = new LinkedHashMap<>();

  /** How many folders became tries, by profile and kind. */
  private final Map<String, Integer> tries = new TreeMap<>();

  /** One thing: its files by path, a null-length path for a file alone. */
  private record Thing(String kind, UnixFsProfile profile, Map<String, byte[]> files) {}

  @Test
  void theSameFilesHaveTheSameNamesAndTravelBothWays() throws Exception {
    System.out.println("interop table, seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    try (KuboDaemon old = new KuboDaemon(folder.resolve("old"));
        KuboDaemon recent = new KuboDaemon(folder.resolve("recent"))) {
      old.start();
      profile(recent, "unixfs-v1-2025");
      try (KuboClient oldClient = client(old);
          KuboClient recentClient = client(recent)) {
        for (Thing thing : things(UnixFsProfile.V0_2015, random)) {
          compare(thing, oldClient, recentClient);
        }
        for (Thing thing : things(UnixFsProfile.V1_2025, random)) {
          compare(thing, recentClient, oldClient);
        }
      }
    }
    int things = 0;
    for (UnixFsProfile profile : List.of(UnixFsProfile.V0_2015, UnixFsProfile.V1_2025)) {
      for (String kind : KINDS) {
        for (String direction : List.of(SAME, TO_KUBO, TO_US)) {
          int[] row = table.remove(row(profile.name(), kind, direction));
          assertThat(row).as("row " + row(profile.name(), kind, direction)).isNotNull();
          System.out.printf(
              Locale.ROOT,
              "| %-14s | %-25s | %-24s | %3d of %3d |%n",
              profile.name(),
              kind,
              direction,
              row[0],
              row[1]);
          assertThat(row[0]).as(kind + ", " + direction).isEqualTo(row[1]);
          things += direction.equals(SAME) ? row[1] : 0;
        }
      }
    }
    assertThat(table).isEmpty();
    // One and two bytes over the threshold, and not at it or below.
    assertThat(tries)
        .isEqualTo(
            Map.of("unixfs-v0-2015 " + KINDS.get(2), 2, "unixfs-v1-2025 " + KINDS.get(2), 2));
    assertThat(things).isEqualTo(2 * EACH);
  }

  private static void profile(KuboDaemon kubo, String name) throws Exception {
    kubo.start("Import.CidVersion", "1");
    kubo.close();
    kubo.run("config", "profile", "apply", name).ok();
    kubo.restart();
  }

  private static KuboClient client(KuboDaemon kubo) throws IOException {
    String api = kubo.api();
    return new KuboClient(
        KuboOptions.at(URI.create("http://127.0.0.1:" + api.substring(api.lastIndexOf('/') + 1))));
  }

  private static List<Thing> things(UnixFsProfile profile, SplittableRandom random) {
    List<Thing> things = new ArrayList<>();
    int chunk = profile.chunkBytes();
    for (int chunks = 0; chunks < 4; chunks++) {
      for (int off = -2; off <= 2; off++) {
        int size = Math.max(0, chunks * chunk + off);
        things.add(alone(KINDS.get(0), profile, bytes(random, size)));
      }
    }
    // Rows of links are reached with small chunks; both sides are told so.
    UnixFsProfile small = chunked(profile, 32);
    int width = profile.width();
    for (int off = -2; off <= 2; off++) {
      things.add(alone(KINDS.get(1), small, bytes(random, (width + off) * 32)));
      things.add(alone(KINDS.get(1), small, bytes(random, 2 * width * 32 + off)));
    }
    things.add(alone(KINDS.get(1), small, bytes(random, Math.min(width * width, 65_536) * 32 + 1)));
    for (int off = -2; off <= 2; off++) {
      things.add(new Thing(KINDS.get(2), profile, wide(profile, off, random)));
    }
    while (things.size() < EACH) {
      things.add(new Thing(KINDS.get(3), profile, tree(random)));
    }
    return things;
  }

  private static UnixFsProfile chunked(UnixFsProfile base, int bytes) {
    return new UnixFsProfile(
        base.name(),
        base.cidVersion(),
        base.rawLeaves(),
        bytes,
        base.width(),
        base.hamtThresholdBytes(),
        base.hamtMeasure());
  }

  private static Thing alone(String kind, UnixFsProfile profile, byte[] content) {
    return new Thing(kind, profile, Map.of("", content));
  }

  /** A folder of empty files, so many bytes over the size from which it is spread over a trie. */
  private static Map<String, byte[]> wide(
      UnixFsProfile profile, int over, SplittableRandom random) {
    boolean old = profile.cidVersion() == 0;
    // What a link counts beside its name: its CID alone, or all of its fields.
    int beside = old ? 34 : 3 + 38 + 3 + 2;
    int left = profile.hamtThresholdBytes() + over - (old ? 0 : 4);
    Map<String, byte[]> files = new TreeMap<>();
    while (left > 0) {
      int name = Math.min(200, left - beside);
      if (left - beside - name > 0 && left - beside - name < beside + 130) {
        // The last two share what is left, so that neither name is too short for a long length.
        name = (left - 2 * beside) / 2;
      }
      files.put(name(random, name), new byte[0]);
      left -= beside + name;
    }
    return files;
  }

  private static String name(SplittableRandom random, int length) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < length; i++) {
      name.append((char) ('a' + random.nextInt(26)));
    }
    return name.toString();
  }

  private static Map<String, byte[]> tree(SplittableRandom random) {
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 1 + random.nextInt(12); i > 0; i--) {
      StringBuilder path = new StringBuilder();
      for (int depth = random.nextInt(4); depth > 0; depth--) {
        path.append("folder ").append(random.nextInt(3)).append('/');
      }
      path.append("file ä+%").append(i);
      files.put(path.toString(), bytes(random, random.nextInt(3_000)));
    }
    return files;
  }

  private static byte[] bytes(SplittableRandom random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private void compare(Thing thing, KuboClient adds, KuboClient takes) throws Exception {
    try (Store ours = MemoryStore.create();
        Store other = MemoryStore.create()) {
      BatchingSink sink = new BatchingSink(ours.blocks());
      UnixFsImporter importer = new UnixFsImporter(thing.profile, sink);
      Cid here = folder(importer, thing.files, "").cid();
      sink.flush();
      if (new UnixFsReader(ours.blocks()).open(here) instanceof UnixFsDirectory made
          && made.isSharded()) {
        tries.merge(thing.profile.name() + " " + thing.kind, 1, Integer::sum);
      }
      Cid there = kubos(thing, adds);
      count(thing, SAME, here.equals(there));
      ByteArrayOutputStream car = new ByteArrayOutputStream();
      new StoreArchives(ours).exportCar(here, car, (blocks, bytes) -> {});
      List<KuboDag.ImportedRoot> roots =
          takes
              .dag()
              .importCar(KuboUpload.of(car.toByteArray()))
              .toList(10)
              .get(Patience.SECONDS, TimeUnit.SECONDS);
      count(thing, TO_KUBO, roots.equals(List.of(new KuboDag.ImportedRoot(here, ""))));
      ByteArrayOutputStream theirs = new ByteArrayOutputStream();
      adds.dag()
          .exportCar(there)
          .toList(1 << 20)
          .get(Patience.SECONDS, TimeUnit.SECONDS)
          .forEach(theirs::writeBytes);
      StoreArchives.Carried carried =
          new StoreArchives(other)
              .importCar(
                  new ByteArrayInputStream(theirs.toByteArray()),
                  StoreArchives.Roots.PINNED,
                  "",
                  (blocks, bytes) -> {});
      ByteArrayOutputStream again = new ByteArrayOutputStream();
      new StoreArchives(other).exportCar(here, again, (blocks, bytes) -> {});
      count(
          thing,
          TO_US,
          carried.roots().equals(List.of(here))
              && Arrays.equals(again.toByteArray(), car.toByteArray()));
    }
  }

  private static Cid kubos(Thing thing, KuboClient kubo) throws Exception {
    List<KuboUpload.Part> parts = new ArrayList<>();
    boolean alone = thing.files.containsKey("");
    thing.files.forEach(
        (path, bytes) ->
            parts.add(
                KuboUpload.file(
                    alone ? "file" : "root/" + path, () -> new ByteArrayInputStream(bytes))));
    List<KuboFiles.Added> added =
        kubo.files()
            .add(new KuboUpload(parts), thing.profile, true)
            .toList(100_000)
            .get(Patience.SECONDS, TimeUnit.SECONDS);
    return added.getLast().cid().orElseThrow();
  }

  private static Imported folder(UnixFsImporter importer, Map<String, byte[]> files, String path)
      throws IOException {
    if (files.containsKey("")) {
      return importer.addFile(new ByteArrayInputStream(files.get("")));
    }
    Map<String, Imported> entries = new LinkedHashMap<>();
    for (String file : files.keySet()) {
      if (!file.startsWith(path)) {
        continue;
      }
      String rest = file.substring(path.length());
      int slash = rest.indexOf('/');
      String name = slash < 0 ? rest : rest.substring(0, slash);
      if (slash < 0) {
        entries.put(name, importer.addFile(new ByteArrayInputStream(files.get(file))));
      } else if (!entries.containsKey(name)) {
        entries.put(name, folder(importer, files, path + name + "/"));
      }
    }
    return importer.addDirectory(entries);
  }

  private void count(Thing thing, String direction, boolean good) {
    int[] row =
        table.computeIfAbsent(row(thing.profile.name(), thing.kind, direction), key -> new int[2]);
    row[0] += good ? 1 : 0;
    row[1]++;
  }

  private static String row(String profile, String kind, String direction) {
    return profile + " | " + kind + " | " + direction;
  }
}
