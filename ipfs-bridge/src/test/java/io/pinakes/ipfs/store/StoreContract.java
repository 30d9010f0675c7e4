package io.pinakes.ipfs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.Blockstore;
import io.pinakes.ipfs.blockstore.BlockstoreContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What every {@link Store} does, beside what every block store does. */
public abstract class StoreContract extends BlockstoreContract {
  /** The quota of {@link #store}, in bytes. */
  protected static final long QUOTA_BYTES = 8 << 20;

  /** An empty, writable store of this test alone, with {@link #QUOTA_BYTES}. */
  protected abstract Store store() throws IOException;

  @Override
  protected Blockstore blocks() throws IOException {
    return store().blocks();
  }

  @Test
  protected void aBatchChangesBlocksAndTablesTogether() throws IOException {
    Block block = raw("block");
    Batch batch = store().batch();
    batch.putBlock(block);
    batch.put(store().table("heads"), bytes("papers"), block.cid().toBytes());
    assertThat(store().blocks().has(block.cid())).isFalse();
    assertThat(store().table("heads").get(bytes("papers"))).isEmpty();

    batch.commit(Durability.SYNCED);
    assertThat(store().blocks().get(block.cid())).hasValue(block.bytes());
    assertThat(store().table("heads").get(bytes("papers"))).hasValue(block.cid().toBytes());
  }

  @Test
  protected void ofTwoChangesOfAKeyTheLaterCounts() throws IOException {
    Table table = store().table("t");
    Batch batch = store().batch();
    batch.put(table, bytes("a"), bytes("1"));
    batch.put(table, bytes("a"), bytes("2"));
    batch.put(table, bytes("b"), bytes("1"));
    batch.delete(table, bytes("b"));
    batch.delete(table, bytes("c"));
    batch.put(table, bytes("c"), bytes("3"));
    batch.put(table, bytes("d"), bytes("4"));
    batch.deleteRange(table, bytes("d"), bytes("e"));
    batch.commit(Durability.BUFFERED);
    assertThat(contents(table)).isEqualTo(Map.of("a", "2", "c", "3"));
  }

  @Test
  protected void tablesAreApart() throws IOException {
    put("one", "k", "v");
    assertThat(store().table("two").get(bytes("k"))).isEmpty();
    assertThat(contents(store().table("two"))).isEmpty();
    Batch batch = store().batch();
    batch.delete(store().table("two"), bytes("k"));
    batch.deleteRange(store().table("three"), bytes("a"), bytes("z"));
    batch.commit(Durability.SYNCED);
    assertThat(store().table("one").get(bytes("k"))).hasValue(bytes("v"));
  }

  @Test
  protected void aScanGoesInOrderOfUnsignedBytesWithinThePrefix() throws IOException {
    Table table = store().table("t");
    Batch batch = store().batch();
    for (byte[] key :
        List.of(
            new byte[] {1, (byte) 0xff},
            new byte[] {1},
            new byte[] {2},
            new byte[] {1, 0},
            new byte[] {(byte) 0x80},
            new byte[] {0})) {
      batch.put(table, key, new byte[0]);
    }
    batch.commit(Durability.BUFFERED);
    assertThat(keys(table, new byte[] {1}, new byte[0]))
        .containsExactly(new byte[] {1}, new byte[] {1, 0}, new byte[] {1, (byte) 0xff});
    assertThat(keys(table, new byte[] {1}, new byte[] {1, 0}))
        .containsExactly(new byte[] {1, 0}, new byte[] {1, (byte) 0xff});
    assertThat(keys(table, new byte[] {1}, new byte[] {2})).isEmpty();
    assertThat(keys(table, new byte[0], new byte[0]))
        .hasSize(6)
        .last()
        .isEqualTo(new byte[] {-128});
  }

  @Test
  protected void aScanStopsWhenItsVisitorHasEnough() throws IOException {
    put("t", "a", "1");
    put("t", "b", "2");
    List<String> seen = new ArrayList<>();
    store()
        .table("t")
        .scan(
            new byte[0],
            (key, value) -> {
              seen.add(text(key));
              return false;
            });
    assertThat(seen).containsExactly("a");
  }

  @Test
  protected void aScanSeesTheTableAsItWasWhileItsVisitorWrites() throws IOException {
    for (String key : List.of("a", "b", "c")) {
      put("t", key, "old");
    }
    List<String> seen = new ArrayList<>();
    store()
        .table("t")
        .scan(
            new byte[0],
            (key, value) -> {
              seen.add(text(key) + "=" + text(value));
              put("t", "c", "new");
              put("t", text(key) + "+", "new");
              return true;
            });
    assertThat(seen).containsExactly("a=old", "b=old", "c=old");
    assertThat(contents(store().table("t")))
        .isEqualTo(
            Map.of("a", "old", "a+", "new", "b", "old", "b+", "new", "c", "new", "c+", "new"));
  }

  @Test
  protected void aBatchIsCommittedOnceAndTakesNothingMore() throws IOException {
    Batch batch = store().batch();
    batch.put(store().table("t"), bytes("k"), bytes("v"));
    batch.commit(Durability.BUFFERED);
    assertThatThrownBy(() -> batch.commit(Durability.BUFFERED))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> batch.putBlock(raw("late"))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  protected void anEmptyBatchIsABarrier() throws IOException {
    put("t", "k", "v");
    store().batch().commit(Durability.SYNCED);
    assertThat(store().table("t").get(bytes("k"))).hasValue(bytes("v"));
  }

  @Test
  protected void whatIsTooLongIsRefusedBeforeItIsKept() throws IOException {
    Table table = store().table("t");
    Batch batch = store().batch();
    assertThatThrownBy(
            () ->
                batch.putBlock(Block.of(Multicodec.RAW, new byte[StoreLimits.MAX_BLOCK_BYTES + 1])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> batch.put(table, new byte[StoreLimits.MAX_KEY_BYTES + 1], new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> batch.put(table, new byte[1], new byte[StoreLimits.MAX_VALUE_BYTES + 1]))
        .isInstanceOf(IllegalArgumentException.class);
    for (int i = 0; i < 4; i++) {
      batch.put(table, new byte[] {(byte) i}, new byte[StoreLimits.MAX_BATCH_BYTES / 4 - 1]);
    }
    assertThatThrownBy(() -> batch.put(table, bytes("more"), new byte[8]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("commit it first");
    batch.commit(Durability.BUFFERED);
    assertThat(contents(table)).hasSize(4);
  }

  @Test
  protected void aTableNameIsLowerCaseLettersDigitsAndHyphens() throws IOException {
    for (String name : List.of("", "Heads", "9lives", "a/b", "-a", "a".repeat(65))) {
      assertThatThrownBy(() -> store().table(name))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[" + name + "]");
    }
  }

  @Test
  protected void manyBlocksAreReadWithOneQuestion() throws IOException {
    Block one = raw("one");
    Block two = raw("two");
    store().blocks().put(List.of(one, two));
    Cid absent = Cid.of(Multicodec.RAW, bytes("absent"));
    Cid inline = Cid.v1(Multicodec.RAW, Multihash.of(Multihash.IDENTITY, bytes("inline")));
    var found = store().blocks().getAll(List.of(two.cid(), absent, one.cid(), inline, two.cid()));
    assertThat(found).hasSize(5);
    assertThat(found.get(0)).hasValue(bytes("two"));
    assertThat(found.get(1)).isEmpty();
    assertThat(found.get(2)).hasValue(bytes("one"));
    assertThat(found.get(3)).hasValue(bytes("inline"));
    assertThat(found.get(4)).hasValue(bytes("two"));
    assertThat(store().blocks().getAll(List.of())).isEmpty();
  }

  @Test
  protected void blocksAreListedInOrderWithTheirSizesAndFirstCodec() throws IOException {
    List<Block> put = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      put.add(Block.of(i % 2 == 0 ? Multicodec.RAW : Multicodec.DAG_CBOR, bytes("b".repeat(i))));
    }
    store().blocks().put(put);
    store().blocks().put(List.of(Block.of(Multicodec.DAG_CBOR, bytes(""))));
    Map<Cid, Long> listed = new TreeMap<>((a, b) -> a.hash().compareTo(b.hash()));
    List<Multihash> order = new ArrayList<>();
    store()
        .blocks()
        .list(
            (cid, size) -> {
              order.add(cid.hash());
              return listed.put(cid, size) == null;
            });
    assertThat(order).isSorted().hasSize(50);
    put.forEach(block -> assertThat(listed).containsEntry(block.cid(), (long) block.size()));
    put.forEach(block -> assertThat(listed.keySet()).contains(block.cid()));
  }

  @Test
  protected void anEnumerationThatFailsSaysSo() throws IOException {
    store().blocks().put(List.of(raw("one")));
    assertThatThrownBy(
            () ->
                store()
                    .blocks()
                    .list(
                        (cid, size) -> {
                          throw new IOException("the visitor's disk is full");
                        }))
        .isInstanceOf(IOException.class)
        .hasMessage("the visitor's disk is full");
  }

  @Test
  protected void theAccountsFollowEveryPutAndDelete() throws IOException {
    Block one = raw("one");
    Block three = raw("three");
    store().blocks().put(List.of(one, three, one));
    store().blocks().put(List.of(one));
    assertThat(store().upkeep().usage()).isEqualTo(new StoreUsage(2, 8, QUOTA_BYTES));
    assertThat(store().blocks().size(three.cid())).hasValue(5);

    Cid other = new Cid(1, Multicodec.DAG_CBOR, three.cid().hash());
    Cid absent = Cid.of(Multicodec.RAW, bytes("absent"));
    assertThat(store().blocks().delete(List.of(three.cid(), other, absent))).isEqualTo(5);
    assertThat(store().upkeep().usage()).isEqualTo(new StoreUsage(1, 3, QUOTA_BYTES));
    assertThat(store().blocks().has(three.cid())).isFalse();
    assertThat(store().blocks().get(three.cid())).isEmpty();
    assertThat(store().blocks().size(three.cid())).isEmpty();
    assertThat(store().upkeep().recount()).isEqualTo(store().upkeep().usage());
  }

  @Test
  protected void aReplacedBlockIsCountedOnce() throws IOException {
    Block block = raw("mended");
    store().blocks().put(List.of(block));
    store().blocks().replace(block);
    store().blocks().replace(raw("new"));
    assertThat(store().upkeep().usage()).isEqualTo(new StoreUsage(2, 9, QUOTA_BYTES));
    assertThat(store().upkeep().recount()).isEqualTo(store().upkeep().usage());
  }

  @Test
  protected void aBatchBeyondTheQuotaIsRefusedWholeAndFitsOnceThereIsRoom() throws IOException {
    Block most = Block.of(Multicodec.RAW, new byte[StoreLimits.MAX_BLOCK_BYTES]);
    byte[] filling = new byte[(int) (QUOTA_BYTES - most.size()) - 2];
    Arrays.fill(filling, (byte) 1);
    Block rest = Block.of(Multicodec.RAW, filling);
    store().blocks().put(List.of(most, rest));

    Batch batch = store().batch();
    batch.putBlock(raw("abc"));
    batch.putBlock(most);
    batch.put(store().table("t"), bytes("k"), bytes("v"));
    assertThatThrownBy(() -> batch.commit(Durability.SYNCED))
        .isInstanceOfSatisfying(
            QuotaExceededException.class,
            e -> {
              assertThat(e.usedBytes()).isEqualTo(QUOTA_BYTES - 2);
              assertThat(e.neededBytes()).isEqualTo(3);
              assertThat(e.quotaBytes()).isEqualTo(QUOTA_BYTES);
              assertThat(e).hasMessageContaining("[" + (QUOTA_BYTES - 2) + "]");
            });
    assertThat(store().blocks().has(raw("abc").cid())).isFalse();
    assertThat(store().table("t").get(bytes("k"))).isEmpty();

    store().blocks().put(List.of(raw("ab")));
    put("t", "tables", "are not counted");
    store().blocks().delete(List.of(raw("ab").cid(), rest.cid()));
    batch.commit(Durability.SYNCED);
    assertThat(store().blocks().has(raw("abc").cid())).isTrue();
    assertThat(store().table("t").get(bytes("k"))).hasValue(bytes("v"));
  }

  @Test
  protected void aClosedStoreSaysThatItIsClosed() throws IOException {
    Block block = raw("block");
    Store closed = store();
    Batch batch = closed.batch();
    batch.putBlock(block);
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.blocks().get(block.cid()))
        .isInstanceOf(StoreClosedException.class);
    assertThatThrownBy(() -> batch.commit(Durability.SYNCED))
        .isInstanceOf(StoreClosedException.class);
    assertThatThrownBy(() -> closed.table("t").scan(new byte[0], (key, value) -> true))
        .isInstanceOf(StoreClosedException.class);
  }

  @Test
  protected void manyThreadsThatPutTheSameBlocksCountThemOnce() throws Exception {
    int threads = 8;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> done = new ArrayList<>();
      Store store = store();
      for (int t = 0; t < threads; t++) {
        int from = t * 10;
        done.add(
            pool.submit(
                () -> {
                  for (int i = from; i < from + 50; i++) {
                    Batch batch = store.batch();
                    batch.putBlock(raw("block " + i));
                    batch.put(store.table("t"), bytes("k" + i), bytes("v"));
                    batch.commit(Durability.BUFFERED);
                    assertThat(store.blocks().get(raw("block " + i).cid())).isPresent();
                  }
                  return null;
                }));
      }
      for (Future<?> each : done) {
        each.get();
      }
    }
    assertThat(store().upkeep().usage().blocks()).isEqualTo(120);
    assertThat(store().upkeep().recount()).isEqualTo(store().upkeep().usage());
    assertThat(contents(store().table("t"))).hasSize(120);
  }

  @SeededTest(times = 3)
  protected void anyRunOfBatchesLeavesWhatAPlainMapHolds(RandomGenerator random)
      throws IOException {
    TreeMap<String, String> expected = new TreeMap<>();
    Table table = store().table("t");
    for (int i = 0; i < 100; i++) {
      Batch batch = store().batch();
      for (int j = random.nextInt(20); j > 0; j--) {
        String key = "k" + random.nextInt(30);
        switch (random.nextInt(4)) {
          case 0 -> {
            batch.delete(table, bytes(key));
            expected.remove(key);
          }
          case 1 -> {
            String end = "k" + random.nextInt(30);
            batch.deleteRange(table, bytes(key), bytes(end));
            if (key.compareTo(end) < 0) {
              expected.subMap(key, end).clear();
            }
          }
          default -> {
            batch.put(table, bytes(key), bytes("v" + i));
            expected.put(key, "v" + i);
          }
        }
      }
      batch.commit(random.nextInt(10) == 0 ? Durability.SYNCED : Durability.BUFFERED);
    }
    assertThat(contents(table)).isEqualTo(expected);
  }

  /** A raw block of a text. */
  protected static Block raw(String text) {
    return Block.of(Multicodec.RAW, bytes(text));
  }

  /** Commits one entry. */
  protected void put(String table, String key, String value) throws IOException {
    Batch batch = store().batch();
    batch.put(store().table(table), bytes(key), bytes(value));
    batch.commit(Durability.BUFFERED);
  }

  /** A whole table, as texts. */
  protected static Map<String, String> contents(Table table) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    table.scan(new byte[0], (key, value) -> entries.put(text(key), text(value)) == null);
    return entries;
  }

  private static List<byte[]> keys(Table table, byte[] prefix, byte[] first) throws IOException {
    List<byte[]> keys = new ArrayList<>();
    table.scan(prefix, first, (key, value) -> keys.add(key));
    return keys;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }
}
