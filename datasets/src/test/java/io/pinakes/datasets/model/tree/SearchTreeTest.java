package io.pinakes.datasets.model.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.datasets.model.tree.TestShape.Pair;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SearchTreeTest {
  private final CountingBlocks blocks = new CountingBlocks();

  @Test
  void theEmptyTreeIsOneBlockWithoutEntries() throws IOException {
    Cid root = bulk(new TreeMap<>());

    assertThat(root).isEqualTo(SearchTree.empty(TestShape.SHAPE).cid());
    assertThat(tree(root).count()).isZero();
    assertThat(tree(root).cursor().next()).isEmpty();
    assertThat(tree(root).find(TestShape.bytes("a"))).isEmpty();
  }

  @SeededTest(times = 60)
  void theSameEntriesGiveTheSameRootInWhateverOrderTheyCame(RandomGenerator random)
      throws IOException {
    NavigableMap<String, Long> entries = entries(random, random.nextInt(4_000));
    Cid bulk = bulk(entries);

    List<Pair> shuffled = new ArrayList<>(pairs(entries));
    Collections.shuffle(shuffled, new Random(random.nextLong()));
    Cid root = bulk(new TreeMap<>());
    int from = 0;
    while (from < shuffled.size()) {
      int to = Math.min(shuffled.size(), from + 1 + random.nextInt(600));
      root = putAll(root, shuffled.subList(from, to));
      from = to;
    }

    assertThat(root).isEqualTo(bulk);
    assertThat(tree(root).count()).isEqualTo(entries.size());
    assertThat(all(root)).isEqualTo(pairs(entries));
  }

  @SeededTest(times = 60)
  void editsGiveTheRootOfWhatIsThereAfterThem(RandomGenerator random) throws IOException {
    NavigableMap<String, Long> entries = entries(random, 1 + random.nextInt(3_000));
    Cid root = bulk(entries);
    for (int round = 0; round < 4; round++) {
      NavigableMap<String, Optional<Long>> edits = edits(random, entries);
      TreeEditor<Pair> editor = tree(root).edit(blocks);
      for (String key : edits.keySet()) {
        Optional<Long> value = edits.get(key);
        if (value.isPresent()) {
          editor.put(new Pair(key, value.get()));
          entries.put(key, value.get());
        } else {
          assertThat(editor.remove(TestShape.bytes(key))).isEqualTo(entries.containsKey(key));
          entries.remove(key);
        }
      }
      root = editor.finish();
      assertThat(root).isEqualTo(bulk(entries));
    }
  }

  @Test
  void removingEverythingLeavesTheEmptyTree() throws IOException {
    NavigableMap<String, Long> entries = numbered(5_000);
    TreeEditor<Pair> editor = tree(bulk(entries)).edit(blocks);
    for (String key : entries.keySet()) {
      editor.remove(TestShape.bytes(key));
    }

    assertThat(editor.finish()).isEqualTo(SearchTree.empty(TestShape.SHAPE).cid());
  }

  @Test
  void oneEditOfManyEntriesTouchesOnlyTheWayToIt() throws IOException {
    NavigableMap<String, Long> entries = numbered(100_000);
    Cid root = bulk(entries);
    blocks.takeReads();
    blocks.takeWrites();

    Cid edited = putAll(root, List.of(new Pair("key-050000", -1)));

    assertThat(edited).isNotEqualTo(root);
    assertThat(blocks.takeReads()).isLessThanOrEqualTo(5);
    assertThat(blocks.takeWrites()).isLessThanOrEqualTo(4);
  }

  @SeededTest(times = 60)
  void aComparisonTellsExactlyWhatDiffers(RandomGenerator random) throws IOException {
    NavigableMap<String, Long> before = entries(random, random.nextInt(2_500));
    TreeMap<String, Long> after = new TreeMap<>(before);
    edits(random, before)
        .forEach(
            (key, value) -> {
              if (value.isPresent()) {
                after.put(key, value.get());
              } else {
                after.remove(key);
              }
            });
    TreeMap<String, Long> seenBefore = new TreeMap<>(before);
    List<String> keys = new ArrayList<>();

    tree(bulk(before))
        .diff(
            tree(bulk(after)),
            (old, fresh) -> {
              assertThat(old).isNotEqualTo(fresh);
              keys.add(old.or(() -> fresh).orElseThrow().key());
              old.ifPresent(pair -> assertThat(before).containsEntry(pair.key(), pair.value()));
              fresh.ifPresentOrElse(
                  pair -> seenBefore.put(pair.key(), pair.value()),
                  () -> seenBefore.remove(old.orElseThrow().key()));
            });

    assertThat(seenBefore).isEqualTo(after);
    assertThat(keys).doesNotHaveDuplicates().isSortedAccordingTo(byBytes());
  }

  @Test
  void aComparisonReadsLittleMoreThanWhatDiffers() throws IOException {
    NavigableMap<String, Long> entries = numbered(100_000);
    Cid before = bulk(entries);
    entries.remove("key-000500");
    entries.put("key-070000", -1L);
    entries.put("key-070000x", -2L);
    Cid after = bulk(entries);
    blocks.takeReads();
    List<String> keys = new ArrayList<>();

    tree(before)
        .diff(tree(after), (old, fresh) -> keys.add(old.or(() -> fresh).orElseThrow().key()));

    assertThat(keys).containsExactly("key-000500", "key-070000", "key-070000x");
    assertThat(blocks.takeReads()).isLessThanOrEqualTo(20);
  }

  @SeededTest(times = 40)
  void aProofConvincesWhoeverHoldsTheRootAlone(RandomGenerator random) throws IOException {
    NavigableMap<String, Long> entries = entries(random, 1 + random.nextInt(3_000));
    Cid root = bulk(entries);
    List<String> present = new ArrayList<>(entries.keySet());
    String member = present.get(random.nextInt(present.size()));
    String stranger = member + "\u0001";

    TreeProof proof = tree(root).prove(TestShape.bytes(member));
    TreeProof absence = tree(root).prove(TestShape.bytes(stranger));

    assertThat(proof.verify(TestShape.SHAPE, root, TestShape.bytes(member)))
        .contains(new Pair(member, entries.getOrDefault(member, -1L)));
    assertThat(absence.verify(TestShape.SHAPE, root, TestShape.bytes(stranger))).isEmpty();
  }

  @SeededTest(times = 100)
  void aProofWithOneFlippedBitProvesNothing(RandomGenerator random) throws IOException {
    Cid root = bulk(numbered(2_000));
    byte[] key = TestShape.bytes("key-001234");
    List<byte[]> nodes = new ArrayList<>(tree(root).prove(key).nodes());
    int node = random.nextInt(nodes.size());
    byte[] flipped = nodes.get(node).clone();
    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    nodes.set(node, flipped);

    assertThatThrownBy(() -> new TreeProof(nodes).verify(TestShape.SHAPE, root, key))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aProofForAnotherRootOrWithSpareNodesProvesNothing() throws IOException {
    Cid root = bulk(numbered(2_000));
    Cid other = bulk(numbered(1_999));
    byte[] key = TestShape.bytes("key-001234");
    TreeProof proof = tree(root).prove(key);
    List<byte[]> spare = new ArrayList<>(proof.nodes());
    spare.add(SearchTree.empty(TestShape.SHAPE).bytes());
    List<byte[]> cut = proof.nodes().subList(0, proof.nodes().size() - 1);

    assertThatThrownBy(() -> proof.verify(TestShape.SHAPE, other, key))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new TreeProof(spare).verify(TestShape.SHAPE, root, key))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new TreeProof(cut).verify(TestShape.SHAPE, root, key))
        .isInstanceOf(MissingBlockException.class);
  }

  @Test
  void keysThatNeverEndANodeMakeNoLargeNodes() throws Exception {
    TreeMap<String, Long> entries = new TreeMap<>();
    String padding = "x".repeat(3_000);
    for (int i = 0; entries.size() < 400; i++) {
      String key = "%08d-%s".formatted(i, padding);
      if (!endsNode(key)) {
        entries.put(key, (long) i);
      }
    }
    Cid root = bulk(entries);

    assertThat(blocks.largest()).isBetween(TreeLimits.FULL_NODE_BYTES, 80 << 10);
    Cid incremental = bulk(new TreeMap<>());
    for (Pair pair : pairs(entries)) {
      incremental = putAll(incremental, List.of(pair));
    }
    assertThat(incremental).isEqualTo(root);
  }

  @Test
  void keysThatAllEndANodeMakeNoList() throws Exception {
    TreeMap<String, Long> entries = new TreeMap<>();
    for (int i = 0; entries.size() < 2_000; i++) {
      String key = "%08d".formatted(i);
      if (endsNode(key)) {
        entries.put(key, (long) i);
      }
    }
    blocks.takeWrites();
    Cid root = bulk(entries);

    assertThat(blocks.takeWrites()).isLessThan(2_000 / 15 + 20);
    assertThat(tree(root).prove(TestShape.bytes(entries.firstKey())).nodes()).hasSizeLessThan(5);
  }

  @Test
  void keysOutOfOrderEmptyOrTooLongAreRefused() throws IOException {
    TreeEditor<Pair> editor = tree(bulk(new TreeMap<>())).edit(blocks);
    editor.put(new Pair("b", 1));

    assertThatThrownBy(() -> editor.put(new Pair("a", 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> editor.put(new Pair("b", 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> editor.put(new Pair("c".repeat(TreeLimits.MAX_KEY_BYTES + 1), 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree(bulk(new TreeMap<>())).edit(blocks).put(new Pair("", 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @SeededTest(times = 40)
  void aCursorBeginsWhereItIsTold(RandomGenerator random) throws IOException {
    NavigableMap<String, Long> entries = entries(random, 1 + random.nextInt(2_000));
    Cid root = bulk(entries);
    String from = key(random);
    List<Pair> expected =
        pairs(entries).stream()
            .filter(
                pair ->
                    Arrays.compareUnsigned(TestShape.bytes(pair.key()), TestShape.bytes(from)) >= 0)
            .toList();

    TreeCursor<Pair> cursor = tree(root).cursor(TestShape.bytes(from));
    List<Pair> seen = new ArrayList<>();
    for (Optional<Pair> pair = cursor.next(); pair.isPresent(); pair = cursor.next()) {
      seen.add(pair.get());
    }

    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void aMissingNodeIsNamed() throws IOException {
    Cid root = bulk(numbered(10));
    CountingBlocks none = new CountingBlocks();

    assertThatThrownBy(() -> new SearchTree<>(TestShape.SHAPE, none, root).count())
        .isInstanceOf(MissingBlockException.class)
        .hasMessageContaining(root.toString());
  }

  private static boolean endsNode(String key) throws NoSuchAlgorithmException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update((byte) 0);
    return (sha256.digest(TestShape.bytes(key))[0] & 0xfc) == 0;
  }

  private SearchTree<Pair> tree(Cid root) {
    return new SearchTree<>(TestShape.SHAPE, blocks, root);
  }

  private Cid bulk(NavigableMap<String, Long> entries) throws IOException {
    Cid empty = SearchTree.empty(TestShape.SHAPE).cid();
    blocks.put(SearchTree.empty(TestShape.SHAPE));
    return putAll(empty, pairs(entries));
  }

  private Cid putAll(Cid root, List<Pair> pairs) throws IOException {
    List<Pair> sorted = new ArrayList<>(pairs);
    sorted.sort(Comparator.comparing(Pair::key, byBytes()));
    TreeEditor<Pair> editor = tree(root).edit(blocks);
    for (Pair pair : sorted) {
      editor.put(pair);
    }
    return editor.finish();
  }

  private List<Pair> all(Cid root) throws IOException {
    List<Pair> all = new ArrayList<>();
    TreeCursor<Pair> cursor = tree(root).cursor();
    for (Optional<Pair> pair = cursor.next(); pair.isPresent(); pair = cursor.next()) {
      all.add(pair.get());
    }
    return all;
  }

  private static List<Pair> pairs(NavigableMap<String, Long> entries) {
    List<Pair> pairs = new ArrayList<>();
    entries.forEach((key, value) -> pairs.add(new Pair(key, value)));
    return pairs;
  }

  private static Comparator<String> byBytes() {
    return (a, b) -> Arrays.compareUnsigned(TestShape.bytes(a), TestShape.bytes(b));
  }

  private static NavigableMap<String, Long> numbered(int count) {
    TreeMap<String, Long> entries = new TreeMap<>(byBytes());
    for (int i = 0; i < count; i++) {
      entries.put("key-%06d".formatted(i), (long) i);
    }
    return entries;
  }

  /** Some from anywhere, some from one corner; UTF-8 and UTF-16 sort the last kind differently. */
  private static String key(RandomGenerator random) {
    String number = Integer.toString(random.nextInt(5_000));
    return switch (random.nextInt(3)) {
      case 0 -> "a/" + number;
      case 1 -> "b/long/way/down/" + number;
      default -> (random.nextBoolean() ? "\uFB01" : "\uD83D\uDE00") + number;
    };
  }

  private static NavigableMap<String, Long> entries(RandomGenerator random, int count) {
    TreeMap<String, Long> entries = new TreeMap<>(byBytes());
    for (int i = 0; i < count; i++) {
      entries.put(key(random), random.nextLong(3));
    }
    return entries;
  }

  private static NavigableMap<String, Optional<Long>> edits(
      RandomGenerator random, NavigableMap<String, Long> entries) {
    TreeMap<String, Optional<Long>> edits = new TreeMap<>(byBytes());
    List<String> keys = new ArrayList<>(entries.keySet());
    int count = random.nextInt(10) == 0 ? keys.size() : random.nextInt(30);
    for (int i = 0; i < count && !keys.isEmpty(); i++) {
      String key = random.nextInt(3) == 0 ? key(random) : keys.get(random.nextInt(keys.size()));
      boolean remove = random.nextInt(3) > 0;
      edits.put(key, remove ? Optional.empty() : Optional.of(random.nextLong(3)));
    }
    return edits;
  }
}
