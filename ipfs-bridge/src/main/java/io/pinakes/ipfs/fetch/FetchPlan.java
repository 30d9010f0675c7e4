package io.pinakes.ipfs.fetch;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.core.multiformats.VerificationPolicy;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.car.SeenBlocks;
import io.pinakes.ipfs.scratch.Scratch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which blocks below the roots are still to be fetched: a walk, depth first, over what is held,
 * that names what is not. What was fetched is walked in turn.
 *
 * <p>Held nodes are walked once, as far as they are remembered (see {@link SeenBlocks}), so that a
 * graph that holds one node on many ways costs no more than its nodes. Memory: the links of the
 * blocks on the way, bounded by {@link FetchLimits#maxOpenLinks}.
 */
final class FetchPlan implements AutoCloseable {
  private static final int REMEMBERED = 1 << 18;

  private final BlockReader held;
  private final Follow follow;
  private final int maxOpenLinks;
  private final SeenBlocks walked;
  private final ArrayDeque<Level> way = new ArrayDeque<>();
  private final Set<Cid> asked = new TreeSet<>();
  private int openLinks;

  private static final class Level {
    final List<Cid> links;
    int next;

    Level(List<Cid> links) {
      this.links = links;
    }
  }

  FetchPlan(BlockReader held, Scratch scratch, List<Cid> roots, Follow follow, FetchLimits limits)
      throws IOException {
    this.walked = new SeenBlocks(REMEMBERED, scratch);
    this.held = held;
    this.follow = follow;
    this.maxOpenLinks = limits.maxOpenLinks();
    open(roots);
  }

  /** A block to ask for, until {@link #arrived}; empty if all that is known of is asked for. */
  Optional<Cid> next() throws IOException {
    while (!way.isEmpty()) {
      Level level = way.peek();
      if (level.next == level.links.size()) {
        openLinks -= level.links.size();
        way.pop();
        continue;
      }
      Cid cid = level.links.get(level.next++);
      boolean leaf = cid.codec() == Multicodec.RAW;
      if (leaf && cid.hash().code() == Multihash.IDENTITY || !leaf && !walked.add(cid)) {
        continue;
      }
      Optional<byte[]> bytes = leaf ? Optional.empty() : held.get(cid);
      if (bytes.isPresent()) {
        open(follow.links(cid, bytes.get()));
      } else if (!(leaf && held.has(cid)) && asked.add(cid)) {
        requireProvable(cid);
        return Optional.of(cid);
      }
    }
    return Optional.empty();
  }

  /** A block that was asked for is held now. */
  void arrived(Cid cid, byte[] bytes) throws IOException {
    asked.remove(cid);
    open(follow.links(cid, bytes));
  }

  /** Whether everything below the roots is held. */
  boolean isDone() {
    return way.isEmpty() && asked.isEmpty();
  }

  @Override
  public void close() {
    walked.close();
  }

  /** Before anybody is asked, and blamed for what cannot be checked. */
  private static void requireProvable(Cid cid) throws IOException {
    try {
      VerificationPolicy.require(cid);
    } catch (MultiformatException e) {
      throw new IOException("the graph links to what cannot be verified: " + e.getMessage(), e);
    }
  }

  private void open(List<Cid> links) throws IOException {
    if (links.isEmpty()) {
      return;
    }
    openLinks += links.size();
    if (openLinks > maxOpenLinks) {
      throw new IOException("the graph has over [" + maxOpenLinks + "] links open at once");
    }
    way.push(new Level(links));
  }
}
