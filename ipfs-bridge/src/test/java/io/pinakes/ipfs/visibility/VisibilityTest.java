package io.pinakes.ipfs.visibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.ipld.Links;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.MemoryStore;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class VisibilityTest {
  private final Store store = MemoryStore.create();
  private final Visibility visibility = new Visibility(store);

  @Test
  void whatIsStoredIsPrivateUntilAPublicRootReachesIt() throws IOException {
    Block leaf = put(raw("leaf"));
    Block root = put(node(leaf));
    Block other = put(raw("other"));
    assertThat(visibility.isPublic(root.cid())).isFalse();
    visibility.addRoot(root.cid());
    assertThat(visibility.isPublic(root.cid())).isTrue();
    assertThat(visibility.isPublic(leaf.cid())).isTrue();
    assertThat(visibility.isPublic(other.cid())).isFalse();
    assertThat(visibility.roots()).containsExactly(root.cid());
  }

  @Test
  void theBytesOfAPublicBlockArePublicUnderEveryCodec() throws IOException {
    Block root = put(node());
    visibility.addRoot(root.cid());
    assertThat(visibility.isPublic(Cid.v1(Multicodec.RAW, root.cid().hash()))).isTrue();
    assertThat(visibility.isPublic(Cid.v1(Multicodec.DAG_PB, root.cid().hash()))).isTrue();
  }

  @Test
  void withdrawingARootKeepsPublicWhatAnotherReaches() throws IOException {
    Block shared = put(node(put(raw("deep"))));
    Block own = put(raw("own"));
    Block one = put(node(shared, own));
    Block two = put(node(shared));
    visibility.addRoot(one.cid());
    visibility.addRoot(two.cid());
    visibility.addRoot(two.cid());
    visibility.removeRoot(one.cid());
    assertThat(publicOnes(one, own)).isEmpty();
    assertThat(publicOnes(two, shared, raw("deep"))).hasSize(3);
    visibility.removeRoot(two.cid());
    visibility.removeRoot(two.cid());
    assertThat(publicOnes(one, two, shared, own, raw("deep"))).isEmpty();
    assertThat(visibility.roots()).isEmpty();
  }

  @Test
  void aRootBelowAnotherStaysPublicWhenTheUpperOneIsWithdrawn() throws IOException {
    Block lower = put(node(put(raw("leaf"))));
    Block upper = put(node(lower));
    visibility.addRoot(lower.cid());
    visibility.addRoot(upper.cid());
    visibility.removeRoot(upper.cid());
    assertThat(publicOnes(lower, raw("leaf"))).hasSize(2);
    assertThat(publicOnes(upper)).isEmpty();
  }

  @Test
  void blocksThatComeLaterBecomePublicWithAllBelowThem() throws IOException {
    Block leaf = raw("leaf");
    Block middle = node(leaf);
    Block root = put(node(middle));
    visibility.addRoot(root.cid());
    assertThat(visibility.isPublic(middle.cid())).isTrue();
    assertThat(visibility.isPublic(leaf.cid())).isFalse();
    assertThat(visibility.finish()).isEqualTo(1);
    put(middle);
    assertThat(visibility.finish()).isZero();
    assertThat(visibility.isPublic(leaf.cid())).isTrue();
    visibility.removeRoot(root.cid());
    assertThat(publicOnes(root, middle, leaf)).isEmpty();
  }

  @Test
  void theSetOutlivesWhoeverKeptIt() throws IOException {
    Block root = put(node(put(raw("leaf"))));
    visibility.addRoot(root.cid());
    assertThat(new Visibility(store).isPublic(raw("leaf").cid())).isTrue();
  }

  @Test
  void aRootWhoseBlocksAreGoneCanBeWithdrawnAndTheOthersStayRight() throws IOException {
    Block shared = put(raw("shared"));
    Block lost = put(node(shared, put(raw("own"))));
    Block other = put(node(shared));
    visibility.addRoot(lost.cid());
    visibility.addRoot(other.cid());
    store.blocks().delete(List.of(lost.cid()));
    visibility.removeRoot(lost.cid());
    assertThat(publicOnes(lost, raw("own"))).isEmpty();
    assertThat(publicOnes(other, shared)).hasSize(2);
  }

  @Test
  void aBlockOfThousandsOfLinksAndAChainOfThousandsOfBlocksAreCounted() throws IOException {
    List<Block> leaves = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      leaves.add(Block.of(Multicodec.RAW, ByteBuffer.allocate(4).putInt(i).array()));
    }
    Block wide = put(node(leaves.toArray(Block[]::new)));
    Block chain = wide;
    for (int i = 0; i < 2_000; i++) {
      chain = put(node(chain));
    }
    visibility.addRoot(chain.cid());
    assertThat(visibility.isPublic(leaves.getLast().cid())).isTrue();
    visibility.removeRoot(chain.cid());
    assertThat(visibility.isPublic(leaves.getFirst().cid())).isFalse();
    assertThat(visibility.isPublic(wide.cid())).isFalse();
  }

  @SeededTest(times = 60)
  void anyRunOfChangesLeavesExactlyWhatTheRootsReach(RandomGenerator random) throws IOException {
    List<Block> graph = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      List<Block> children = new ArrayList<>();
      for (int j = random.nextInt(4); j > 0 && !graph.isEmpty(); j--) {
        children.add(graph.get(random.nextInt(graph.size())));
      }
      graph.add(children.isEmpty() ? raw("leaf " + i) : node(children.toArray(Block[]::new)));
    }
    List<Block> toCome = new ArrayList<>(graph);
    Set<Cid> roots = new TreeSet<>();
    for (int i = 0; i < 60; i++) {
      Block block = graph.get(random.nextInt(graph.size()));
      switch (random.nextInt(4)) {
        case 0 -> {
          visibility.removeRoot(block.cid());
          roots.remove(block.cid());
        }
        case 1 -> {
          if (!toCome.isEmpty()) {
            put(toCome.remove(random.nextInt(toCome.size())));
          }
        }
        case 2 -> visibility.finish();
        default -> {
          visibility.addRoot(block.cid());
          roots.add(block.cid());
        }
      }
      requireSound(random);
    }
    for (Block block : toCome) {
      put(block);
    }
    assertThat(visibility.finish()).isZero();
    requireExactly(graph, roots);
    visibility.rebuild();
    requireExactly(graph, roots);
    requireSound(random);
  }

  private void requireSound(RandomGenerator random) throws IOException {
    VisibilityReport report = new VisibilityCheck(store, random).run();
    assertThat(report.isSound()).as("%s", report).isTrue();
  }

  @SeededTest(times = 20)
  void aCheckFindsEachCountThatIsWrongAndCountingAnewMendsIt(RandomGenerator random)
      throws IOException {
    Block leaf = put(raw("leaf"));
    Block middle = put(node(leaf, leaf));
    Block root = put(node(middle, leaf));
    Block hidden = put(raw("hidden"));
    VisibilityTable table = new VisibilityTable(store);
    for (int way = 0; way < 4; way++) {
      visibility.addRoot(root.cid());
      requireSound(random);
      Batch batch = store.batch();
      switch (way) {
        case 0 -> table.putEntry(batch, leaf.cid(), new VisibilityTable.Entry(4, true));
        case 1 -> table.putEntry(batch, hidden.cid(), new VisibilityTable.Entry(1, true));
        case 2 -> table.removeEntry(batch, middle.cid());
        default -> table.removeRoot(batch, root.cid());
      }
      batch.commit(Durability.SYNCED);
      VisibilityReport report = new VisibilityCheck(store, random).run();
      assertThat(report.isSound()).as("way %s", way).isFalse();
      assertThat(report.miscounted()).isTrue();
      assertThat(report.shown()).isEqualTo(new long[] {0, 1, 0, 3}[way]);
      assertThat(report.hidden()).isEqualTo(way == 2 ? 1 : 0);
      visibility.rebuild();
      requireSound(random);
      assertThat(publicOnes(root, middle, leaf)).hasSize(way == 3 ? 0 : 3);
      assertThat(publicOnes(hidden)).isEmpty();
    }
  }

  @Test
  void aWithdrawalThatWasBrokenOffIsSeenAndFinished() throws IOException {
    Block leaf = put(raw("leaf"));
    Block root = put(node(leaf, put(node(leaf))));
    visibility.addRoot(root.cid());
    CountStep step = new CountStep(store, new VisibilityTable(store));
    step.removeRoot(root.cid());
    step.commit(Durability.SYNCED);
    VisibilityReport report = new VisibilityCheck(store, new SplittableRandom(1)).run();
    assertThat(report.unfinished()).isTrue();
    assertThat(report.shown()).isPositive();
    assertThat(new Visibility(store).finish()).isZero();
    assertThat(new VisibilityCheck(store, new SplittableRandom(1)).run().isSound()).isTrue();
    assertThat(publicOnes(root, leaf)).isEmpty();
  }

  @SeededTest(times = 20)
  void manyWhoChangeItAtOnceLeaveExactlyWhatTheRootsReach(RandomGenerator random) throws Exception {
    List<Block> graph = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      // Each has something of its own: no two of them are one block, with one row as a root.
      List<Block> children = new ArrayList<>(List.of(put(raw("leaf " + i))));
      for (int j = random.nextInt(4); j > 0 && !graph.isEmpty(); j--) {
        children.add(graph.get(random.nextInt(graph.size())));
      }
      graph.add(put(node(children.toArray(Block[]::new))));
    }
    List<Set<Cid>> roots = new ArrayList<>();
    List<Callable<Void>> changes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Set<Cid> own = new TreeSet<>();
      roots.add(own);
      int part = i;
      long seed = random.nextLong();
      changes.add(
          () -> {
            // As each command and each job does: with one of its own.
            Visibility one = new Visibility(store);
            SplittableRandom choice = new SplittableRandom(seed);
            for (int k = 0; k < 30; k++) {
              Cid cid = graph.get(choice.nextInt(graph.size() / 4) * 4 + part).cid();
              if (own.remove(cid)) {
                one.removeRoot(cid);
              } else {
                own.add(cid);
                one.addRoot(cid);
              }
            }
            return null;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(changes.size())) {
      for (Future<Void> done : threads.invokeAll(changes)) {
        done.get();
      }
    }
    Set<Cid> all = new TreeSet<>();
    roots.forEach(all::addAll);
    requireExactly(graph, all);
    for (Cid root : all) {
      visibility.removeRoot(root);
    }
    requireExactly(graph, Set.of());
  }

  private void requireExactly(List<Block> graph, Set<Cid> roots) throws IOException {
    Set<Cid> reached = new TreeSet<>();
    for (Cid root : roots) {
      reach(root, reached);
    }
    for (Block block : graph) {
      assertThat(visibility.isPublic(block.cid()))
          .as("%s", block)
          .isEqualTo(reached.contains(block.cid()));
    }
  }

  private void reach(Cid cid, Set<Cid> reached) throws IOException {
    if (reached.add(cid)) {
      for (Cid link : Links.of(cid, store.blocks().get(cid).orElseThrow())) {
        reach(link, reached);
      }
    }
  }

  private List<Block> publicOnes(Block... blocks) throws IOException {
    List<Block> found = new ArrayList<>();
    for (Block block : blocks) {
      if (visibility.isPublic(block.cid())) {
        found.add(block);
      }
    }
    return found;
  }

  private Block put(Block block) throws IOException {
    store.blocks().put(List.of(block));
    return block;
  }

  private static Block raw(String text) {
    return Block.of(Multicodec.RAW, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Block node(Block... children) {
    List<Node> links = new ArrayList<>();
    for (Block child : children) {
      links.add(Node.of(child.cid()));
    }
    return Block.of(Multicodec.DAG_CBOR, DagCbor.STRICT.encode(Node.of(links)));
  }
}
