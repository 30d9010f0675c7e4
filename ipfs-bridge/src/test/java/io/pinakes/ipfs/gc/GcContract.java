package io.pinakes.ipfs.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import io.pinakes.ipfs.ipld.dagpb.PbLink;
import io.pinakes.ipfs.ipld.dagpb.PbNode;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a garbage collection keeps and removes, on every store. */
abstract class GcContract {
  /** An empty, writable store of this test alone. */
  abstract Store store() throws IOException;

  /** Runs of the race: how many jobs build while garbage is collected. */
  abstract int jobs();

  @Test
  void whatIsReachableStaysAndTheRestGoes() throws IOException {
    Block leaf = raw("leaf");
    Block shared = raw("shared");
    Block left = node(leaf, shared);
    Block root = node(left, shared);
    Block garbage = node(leaf, raw("lost"));
    put(leaf, shared, left, root, garbage, raw("lost"));
    GcReport report = gc().collect(roots(root));
    assertThat(report.swept()).isTrue();
    assertThat(report.gaps()).isEmpty();
    assertThat(report.garbage()).isEqualTo(amount(garbage, raw("lost")));
    assertThat(report.kept()).containsExactly(entry("root 0", amount(leaf, shared, left, root)));
    assertThat(present(leaf, shared, left, root)).isTrue();
    assertThat(store().blocks().has(garbage.cid())).isFalse();
    assertThat(store().blocks().has(raw("lost").cid())).isFalse();
    assertThat(store().upkeep().usage()).isEqualTo(store().upkeep().recount());
  }

  @Test
  void whatWentIsToldBlockByBlock() throws IOException {
    Block root = node(raw("leaf"));
    put(root, raw("leaf"), raw("one"), raw("two"));
    Set<Multihash> gone = new HashSet<>();
    gc().collect(roots(root), gone::add);
    assertThat(gone).containsExactlyInAnyOrder(raw("one").cid().hash(), raw("two").cid().hash());
  }

  @Test
  void blocksThatAreToGoStayIfSomethingNeedsThemAndNoOtherGoes() throws IOException {
    Block leaf = raw("leaf");
    Block root = node(leaf);
    put(root, leaf, raw("unwanted"), raw("garbage"), raw("held"));
    try (Lease lease = store().lease()) {
      assertThat(lease.hold(raw("held").cid())).isTrue();
      Map<Multihash, String> kept =
          gc().remove(
                  roots(root),
                  List.of(
                      root.cid().hash(),
                      leaf.cid().hash(),
                      raw("unwanted").cid().hash(),
                      raw("held").cid().hash()));
      assertThat(kept)
          .containsOnly(
              entry(root.cid().hash(), "recursive (root 0)"),
              entry(leaf.cid().hash(), "below root 0"),
              entry(raw("held").cid().hash(), "below in use by a running job"));
    }
    assertThat(present(root, leaf, raw("held"), raw("garbage"))).isTrue();
    assertThat(store().blocks().has(raw("unwanted").cid())).isFalse();
    assertThat(store().upkeep().usage()).isEqualTo(store().upkeep().recount());
  }

  @Test
  void manyCollectionsAndRemovalsAtOnceWaitForEachOther() throws Exception {
    Block root = node(raw("leaf"));
    put(root, raw("leaf"), raw("garbage"));
    List<Callable<Void>> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Block unwanted = raw("unwanted " + i);
      put(unwanted);
      all.add(
          () -> {
            assertThat(gc().remove(roots(root), List.of(unwanted.cid().hash()))).isEmpty();
            return null;
          });
      all.add(
          () -> {
            assertThat(gc().collect(roots(root)).swept()).isTrue();
            return null;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(all.size())) {
      for (Future<Void> done : threads.invokeAll(all)) {
        done.get();
      }
    }
    assertThat(present(root, raw("leaf"))).isTrue();
    assertThat(store().blocks().has(raw("garbage").cid())).isFalse();
    assertThat(store().upkeep().usage()).isEqualTo(store().upkeep().recount());
    assertThat(store().upkeep().usage().blocks()).isEqualTo(2);
  }

  @Test
  void theReportGivesEachBlockToTheFirstRootThatKeepsIt() throws IOException {
    Block shared = raw("shared");
    Block one = node(shared);
    Block two = node(one, shared, raw("own"));
    put(shared, one, two, raw("own"));
    GcReport report = gc().plan(roots(one, two, one));
    assertThat(report.kept())
        .containsExactly(
            entry("root 0", amount(one, shared)),
            entry("root 1", amount(two, raw("own"))),
            entry("root 2", GcReport.Amount.NOTHING));
    assertThat(report.keptInAll()).isEqualTo(amount(shared, one, two, raw("own")));
  }

  @Test
  void aDryRunFindsWhatARunRemovesAndRemovesNothing() throws IOException {
    Block root = node(raw("leaf"));
    put(root, raw("leaf"), raw("garbage"));
    GcReport plan = gc().plan(roots(root));
    assertThat(plan.swept()).isFalse();
    assertThat(plan.garbage()).isEqualTo(amount(raw("garbage")));
    assertThat(present(raw("garbage"))).isTrue();
    GcReport done = gc().collect(roots(root));
    assertThat(done.garbage()).isEqualTo(plan.garbage());
    assertThat(done.kept()).isEqualTo(plan.kept());
    assertThat(gc().collect(roots(root)).garbage()).isEqualTo(GcReport.Amount.NOTHING);
  }

  @Test
  void aDirectPinKeepsItsBlockAloneAndARecursiveOneAllBelow() throws IOException {
    Block direct = node(raw("below direct"));
    Block recursive = node(raw("below recursive"));
    put(direct, raw("below direct"), recursive, raw("below recursive"));
    Pins pins = new Pins(store());
    pins.add(new Pin(direct.cid(), Pin.Kind.DIRECT, ""));
    pins.add(new Pin(recursive.cid(), Pin.Kind.RECURSIVE, "mine"));
    GcReport report = gc().collect(GcRoots.of(pins));
    assertThat(report.kept())
        .containsOnly(
            entry("pin", amount(direct)),
            entry("pin mine", amount(recursive, raw("below recursive"))));
    assertThat(present(direct, recursive, raw("below recursive"))).isTrue();
    assertThat(store().blocks().has(raw("below direct").cid())).isFalse();
  }

  @Test
  void aBlockThatIsReachedAsRawAndAsANodeKeepsWhatTheNodeLinksTo() throws IOException {
    Block node = node(raw("leaf"));
    put(node, raw("leaf"));
    Cid asRaw = Cid.v1(Multicodec.RAW, node.cid().hash());
    gc().collect(
            visitor -> {
              visitor.root(asRaw, Pin.Kind.RECURSIVE, "raw");
              visitor.root(node.cid(), Pin.Kind.DIRECT, "direct");
              visitor.root(node.cid(), Pin.Kind.RECURSIVE, "node");
            });
    assertThat(present(node, raw("leaf"))).isTrue();
  }

  @Test
  void linksOfDagPbAndDagCborAreFollowedAlike() throws IOException {
    Block leaf = raw("leaf");
    Block pb =
        Block.of(
            Multicodec.DAG_PB, PbNode.of(List.of(PbLink.of(leaf.cid(), "", leaf.size()))).encode());
    Block cbor = node(pb);
    put(leaf, pb, cbor);
    gc().collect(roots(cbor));
    assertThat(present(leaf, pb, cbor)).isTrue();
  }

  @Test
  void aMissingNodeStopsTheCollectionAndAMissingLeafIsOnlyReported() throws IOException {
    Block absentLeaf = raw("absent leaf");
    Block absentNode = node(raw("hidden"));
    Block root = node(raw("there"), absentLeaf);
    Block holed = node(absentNode);
    put(root, raw("there"), holed, raw("hidden"), raw("garbage"));

    GcReport leaf = gc().collect(roots(root));
    assertThat(leaf.swept()).isTrue();
    assertThat(leaf.hiding()).isFalse();
    assertThat(leaf.gaps())
        .containsExactly(new GcReport.Gap(absentLeaf.cid(), "root 0", "is missing", false));

    put(holed, raw("hidden"), raw("garbage"));
    GcReport stopped = gc().collect(roots(root, holed));
    assertThat(stopped.swept()).isFalse();
    assertThat(stopped.hiding()).isTrue();
    assertThat(stopped.gaps())
        .contains(new GcReport.Gap(absentNode.cid(), "root 1", "is missing", true));
    assertThat(present(raw("hidden"), raw("garbage"))).isTrue();

    Gc sweeping = new Gc(store(), GcOptions.DEFAULTS.withGaps(GcOptions.Gaps.SWEEP));
    GcReport swept = sweeping.collect(roots(root, holed));
    assertThat(swept.swept()).isTrue();
    assertThat(swept.garbage()).isEqualTo(amount(raw("hidden"), raw("garbage")));
    assertThat(swept.gapCount()).isEqualTo(2);
  }

  @Test
  void whatAJobHoldsStaysWithAllBelowItAndGoesWhenTheJobLetsGo() throws IOException {
    Block root = node(raw("leaf"));
    put(root, raw("leaf"), raw("other"));
    try (Lease lease = store().lease()) {
      assertThat(lease.hold(root.cid())).isTrue();
      GcReport report = gc().collect(roots());
      assertThat(report.kept()).containsOnly(entry(GcReport.IN_USE, amount(root, raw("leaf"))));
      assertThat(report.garbage()).isEqualTo(amount(raw("other")));
    }
    assertThat(present(root, raw("leaf"))).isTrue();
    assertThat(gc().collect(roots()).garbage()).isEqualTo(amount(root, raw("leaf")));
  }

  @Test
  void whatAJobFindsWhileTheRootsAreReadIsKeptWithAllBelowIt() throws IOException {
    Block old = node(raw("old leaf"));
    put(old, raw("old leaf"), raw("garbage"));
    try (Lease lease = store().lease()) {
      GcReport report =
          gc().collect(
                  visitor -> {
                    assertThat(lease.blocks().has(raw("new").cid())).isFalse();
                    assertThat(lease.blocks().has(old.cid())).isTrue();
                    lease.blocks().put(List.of(raw("new"), node(old, raw("new"))));
                  });
      assertThat(report.garbage()).isEqualTo(amount(raw("garbage")));
    }
    assertThat(present(old, raw("old leaf"), raw("new"), node(old, raw("new")))).isTrue();
  }

  @Test
  void whatAJobIsAboutToPutBackIsAbsentToOthersUntilItIsThereWithAllBelowIt() throws IOException {
    // The sweep goes by the hash: the leaf is to go first.
    Block leaf =
        IntStream.range(0, 100)
            .mapToObj(i -> raw("leaf " + i))
            .filter(each -> Arrays.compareUnsigned(key(each), key(node(each))) < 0)
            .findFirst()
            .orElseThrow();
    Block branch = node(leaf);
    put(leaf, branch);
    try (Lease builder = store().lease();
        Lease other = store().lease()) {
      Gc single = new Gc(store(), new GcOptions(GcOptions.Gaps.STOP, 1));
      single.collect(
          roots(),
          hash -> {
            Batch batch = builder.batch();
            batch.putBlock(leaf);
            batch.putBlock(branch);
            try {
              assertThat(other.hold(branch.cid())).isFalse();
              batch.commit(Durability.BUFFERED);
              assertThat(other.hold(branch.cid())).isTrue();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    assertThat(present(leaf, branch)).isTrue();
  }

  @Test
  void aCollectionThatDiesBetweenTwoBatchesLeavesAStoreThatTheNextOneFinishes() throws IOException {
    Block root = node(raw("leaf"));
    put(root, raw("leaf"));
    for (int i = 0; i < 50; i++) {
      put(raw("garbage " + i));
    }
    AtomicInteger batches = new AtomicInteger();
    Store dying = new DyingStore(store(), () -> batches.incrementAndGet() > 3);
    Gc small = new Gc(dying, new GcOptions(GcOptions.Gaps.STOP, 10));
    assertThatThrownBy(() -> small.collect(roots(root))).isInstanceOf(IOException.class);
    assertThat(store().upkeep().usage().blocks()).isEqualTo(22);
    assertThat(store().upkeep().recount()).isEqualTo(store().upkeep().usage());

    assertThat(gc().collect(roots(root)).garbage().blocks()).isEqualTo(20);
    assertThat(present(root, raw("leaf"))).isTrue();
  }

  @SeededTest(times = 5)
  void jobsThatBuildOnWhatIsThereLoseNothingToCollectionsThatRunMeanwhile(RandomGenerator random)
      throws Exception {
    new GcRace(store(), random, jobs()).run();
  }

  Gc gc() throws IOException {
    return new Gc(store(), GcOptions.DEFAULTS);
  }

  static GcRoots roots(Block... roots) {
    return visitor -> {
      for (int i = 0; i < roots.length; i++) {
        visitor.root(roots[i].cid(), Pin.Kind.RECURSIVE, "root " + i);
      }
    };
  }

  void put(Block... blocks) throws IOException {
    store().blocks().put(List.of(blocks));
  }

  boolean present(Block... blocks) throws IOException {
    for (Block block : blocks) {
      if (store().blocks().get(block.cid()).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static byte[] key(Block block) {
    return block.cid().hash().toBytes();
  }

  static Block raw(String text) {
    return Block.of(Multicodec.RAW, text.getBytes(StandardCharsets.UTF_8));
  }

  static Block node(Block... children) {
    List<Node> links = new ArrayList<>();
    for (Block child : children) {
      links.add(Node.of(child.cid()));
    }
    return Block.of(Multicodec.DAG_CBOR, DagCbor.STRICT.encode(Node.of(links)));
  }

  static GcReport.Amount amount(Block... blocks) {
    GcReport.Amount sum = GcReport.Amount.NOTHING;
    for (Block block : blocks) {
      sum = sum.plus(1, block.size());
    }
    return sum;
  }
}
