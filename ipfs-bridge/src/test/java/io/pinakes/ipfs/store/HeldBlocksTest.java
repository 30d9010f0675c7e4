package io.pinakes.ipfs.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.scratch.Scratch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HeldBlocksTest {
  private static final long SEED = 20261121;

  private final HeldBlocks held = new HeldBlocks(Scratch.HEAP);
  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void holdsWhatWasAddedAndNothingElse() throws IOException {
    Set<Cid> added = new TreeSet<>();
    for (int i = 0; i < 20_000; i++) {
      Cid cid = Cid.v1(i % 3 == 0 ? Multicodec.DAG_CBOR : Multicodec.RAW, hash());
      assertThat(held.add(cid)).isTrue();
      added.add(cid);
    }

    for (Cid cid : added) {
      assertThat(held.add(cid)).isFalse();
      assertThat(held.holds(cid.hash())).isTrue();
    }
    for (int i = 0; i < 20_000; i++) {
      assertThat(held.holds(hash())).isFalse();
    }
    List<Cid> all = new ArrayList<>();
    held.forEach(all::add);
    assertThat(all).hasSize(added.size());
    assertThat(new TreeSet<>(all)).isEqualTo(added);
  }

  @Test
  void holdsOneHashUnderSeveralCids() throws IOException {
    Multihash hash = hash();
    List<Cid> cids =
        List.of(
            Cid.v0(hash),
            Cid.v1(Multicodec.DAG_PB, hash),
            Cid.v1(Multicodec.RAW, hash),
            Cid.v1(Long.MAX_VALUE, hash));
    for (Cid cid : cids) {
      assertThat(held.add(cid)).isTrue();
      assertThat(held.add(cid)).isFalse();
    }

    List<Cid> all = new ArrayList<>();
    held.forEach(all::add);
    assertThat(all).containsExactlyInAnyOrderElementsOf(cids);
  }

  @Test
  void holdsBlocksOfOtherHashFunctions() {
    Multihash other = Multihash.of(0xb220, bytes(32));
    Multihash shortened = Multihash.of(Multihash.SHA2_256, bytes(20));
    assertThat(held.add(Cid.v1(Multicodec.RAW, other))).isTrue();
    assertThat(held.add(Cid.v1(Multicodec.RAW, shortened))).isTrue();

    assertThat(held.holds(other)).isTrue();
    assertThat(held.holds(shortened)).isTrue();
    assertThat(held.holds(Multihash.of(Multihash.SHA2_256, other.digest()))).isFalse();
  }

  @Test
  void whatOneHoldsIsAddedToWhatAnotherHolds() throws IOException {
    Cid both = Cid.v1(Multicodec.RAW, hash());
    Cid own = Cid.v1(Multicodec.DAG_PB, hash());
    Cid other = Cid.v1(Multicodec.RAW, Multihash.of(0xb220, bytes(32)));
    HeldBlocks more = new HeldBlocks(Scratch.HEAP);
    for (Cid cid : List.of(both, own, other)) {
      more.add(cid);
    }
    held.add(both);
    held.addAll(more);
    Set<Cid> all = new TreeSet<>();
    held.forEach(all::add);
    assertThat(all).containsExactlyInAnyOrder(both, own, other);
  }

  @Test
  void onceClosedItHoldsNothingAndTakesNothing() {
    Cid cid = Cid.v1(Multicodec.RAW, hash());
    held.add(cid);
    held.close();
    assertThat(held.isEmpty()).isTrue();
    assertThat(held.add(cid)).isTrue();
    assertThat(held.holds(cid.hash())).isFalse();
  }

  private Multihash hash() {
    return Multihash.of(Multihash.SHA2_256, bytes(32));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
