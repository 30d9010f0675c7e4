package io.pinakes.ipfs.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.store.StoreOptions;
import io.pinakes.ipfs.store.StoreOptions.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is lost of the log of a killed process is never lost without a word. */
@Tag("slow")
class DamagedLogIT {
  private static final StoreOptions REPAIR =
      new StoreOptions(Access.REPAIR, StoreOptions.UNLIMITED);

  /** Batches of this length span blocks of the log. */
  private static final int LONG = 50_000;

  private static final int ROUNDS = 12;

  @TempDir Path dir;
  private final long seed = Long.getLong("pinakes.seed", 20261121L);
  private final Random random = new Random(seed);

  @Test
  void aFlippedByteIsRefusedUnlessItIsInTheLastBatch() throws IOException {
    Path killed = killedStore();
    Path log = logs(killed).getLast();
    byte[] sound = Files.readAllBytes(log);
    int last = beginOfLast(log, sound);
    System.out.println("log of " + sound.length + " bytes, reproduce with -Dpinakes.seed=" + seed);

    for (int at = 0; at < sound.length; at += at < 3_000 ? 1 : 1 + random.nextInt(60)) {
      byte[] flipped = sound.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(log, flipped);

      LogCheck check = LogCheck.of(killed.resolve("rocksdb"));

      assertThat(check.damage().isPresent()).as("byte [%d] flipped", at).isEqualTo(at < last);
      assertThat(check.tornBytes() > 0).as("byte [%d] flipped", at).isEqualTo(at >= last);
    }
  }

  @Test
  void aRepairGoesOnFromBeforeTheFlippedByteAndSaysSo() throws IOException {
    Path killed = killedStore();
    Path name = logs(killed).getLast().getFileName();
    int length = (int) Files.size(logs(killed).getLast());
    for (int i = 0; i < 40; i++) {
      Path copy = dir.resolve("flipped-" + i);
      copy(killed, copy);
      Path log = copy.resolve("rocksdb").resolve(name);
      byte[] bytes = Files.readAllBytes(log);
      int at = random.nextInt(length);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      int last = beginOfLast(log, Files.readAllBytes(log));
      Files.write(log, bytes);
      String what = "byte [" + at + "] flipped, seed [" + seed + "]";

      int expected;
      if (at < last) {
        for (StoreOptions options : List.of(StoreOptions.DEFAULTS, StoreOptions.READ_ONLY)) {
          assertThatThrownBy(() -> RocksStore.open(copy, options))
              .as(what)
              .isInstanceOf(StoreDamagedException.class)
              .hasMessageContaining("doctor --repair")
              .hasMessageContaining("byte [");
        }
        try (Store store = RocksStore.open(copy, REPAIR)) {
          assertThat(store.notes()).as(what).hasSize(1);
          expected = round(store);
          assertThat(expected).as(what).isLessThan(ROUNDS);
        }
      } else {
        expected = ROUNDS - 1;
      }
      try (Store store = RocksStore.open(copy, StoreOptions.DEFAULTS)) {
        assertThat(store.notes()).as(what).isEmpty();
        assertThat(round(store)).as(what).isEqualTo(expected);
        write(store, 99);
      }
      try (Store store = RocksStore.open(copy, StoreOptions.READ_ONLY)) {
        assertThat(round(store)).as(what).isEqualTo(99);
      }
    }
  }

  @Test
  void aLogThatEndsInTheMiddleOfABatchIsOpenedWithoutIt() throws IOException {
    Path killed = killedStore();
    Path name = logs(killed).getLast().getFileName();
    byte[] sound = Files.readAllBytes(logs(killed).getLast());
    int last = beginOfLast(logs(killed).getLast(), sound);
    for (int i = 0; i < 20; i++) {
      Path copy = dir.resolve("torn-" + i);
      copy(killed, copy);
      int end = last + 1 + random.nextInt(sound.length - last - 1);
      byte[] torn = Arrays.copyOf(sound, end);
      if (i % 2 == 0) {
        // A file system that had made room and not written it yet.
        torn = Arrays.copyOf(torn, sound.length + 5_000);
      }
      Files.write(copy.resolve("rocksdb").resolve(name), torn);
      try (Store store = RocksStore.open(copy, StoreOptions.READ_ONLY)) {
        assertThat(round(store)).as("torn at [%d]", end).isEqualTo(ROUNDS - 1);
      }
      try (Store store = RocksStore.open(copy, StoreOptions.DEFAULTS)) {
        assertThat(round(store)).as("torn at [%d]", end).isEqualTo(ROUNDS - 1);
      }
    }
  }

  @Test
  void aLogThatAnotherOneFollowsIsHeldToItsWholeLength() throws IOException {
    Path once = killedStore();
    Path twice = dir.resolve("twice");
    try (Store store = RocksStore.open(once, StoreOptions.DEFAULTS)) {
      write(store, ROUNDS + 1);
      copy(once, twice);
    }
    List<Path> logs = logs(twice).stream().filter(log -> log.toFile().length() > 0).toList();
    assertThat(logs).hasSize(2);
    byte[] sound = Files.readAllBytes(logs.getFirst());
    for (int at = 0; at < sound.length; at += 1 + random.nextInt(200)) {
      byte[] flipped = sound.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(logs.getFirst(), flipped);
      assertThat(LogCheck.of(twice.resolve("rocksdb")).damage())
          .as("byte [%d] flipped, seed [%d]", at, seed)
          .isPresent();
    }
    // A write that failed half-way, and went into the next file.
    byte[] failed = Arrays.copyOf(sound, sound.length + 30);
    Arrays.fill(failed, sound.length, failed.length, (byte) 7);
    Files.write(logs.getFirst(), failed);
    try (Store store = RocksStore.open(twice, StoreOptions.DEFAULTS)) {
      assertThat(round(store)).isEqualTo(ROUNDS + 1);
    }
  }

  @Test
  void aLastBatchThatLooksLikeOneOfARecycledLogDoesNotHoldUpTheStoreForEver() throws IOException {
    Path killed = killedStore();
    Path log = logs(killed).getLast();
    byte[] bytes = Files.readAllBytes(log);
    bytes[beginOfLast(log, bytes) + 6] ^= 4;
    Files.write(log, bytes);

    assertThatThrownBy(() -> RocksStore.open(killed, StoreOptions.READ_ONLY))
        .isInstanceOf(StoreDamagedException.class)
        .hasMessageContaining("doctor --repair");
    try (Store store = RocksStore.open(killed, StoreOptions.DEFAULTS)) {
      assertThat(round(store)).isEqualTo(ROUNDS - 1);
    }
  }

  /** What a kill leaves: the files of a store that is open. */
  private Path killedStore() throws IOException {
    Path open = dir.resolve("open");
    Path killed = dir.resolve("killed");
    try (Store store = RocksStore.open(open, StoreOptions.DEFAULTS)) {
      for (int round = 1; round <= ROUNDS; round++) {
        write(store, round);
      }
      copy(open, killed);
    }
    return killed;
  }

  private void write(Store store, int round) throws IOException {
    Batch batch = store.batch();
    byte[] value = new byte[round % 5 == 2 ? LONG : 40];
    random.nextBytes(value);
    batch.put(store.table("filling"), new byte[] {(byte) round}, value);
    batch.put(
        store.table("rounds"), new byte[] {'n'}, ByteBuffer.allocate(4).putInt(round).array());
    batch.commit(Durability.SYNCED);
  }

  private static int round(Store store) throws IOException {
    Optional<byte[]> round = store.table("rounds").get(new byte[] {'n'});
    return round.map(bytes -> ByteBuffer.wrap(bytes).getInt()).orElse(0);
  }

  /** Where the last batch begins: the longest beginning of the file that is whole without it. */
  private static int beginOfLast(Path log, byte[] sound) throws IOException {
    Files.write(log, Arrays.copyOf(sound, sound.length - 1));
    int begin = new LogFile(Files.readAllBytes(log)).readWhole().end();
    Files.write(log, sound);
    return begin;
  }

  private static List<Path> logs(Path store) throws IOException {
    try (Stream<Path> files = Files.list(store.resolve("rocksdb"))) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }
}
