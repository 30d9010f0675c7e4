package io.pinakes.datasets.doctor;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.datasets.doctor.Finding.Role;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.Links;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads everything that is below a manifest, each block once, and goes on where one is damaged. The
 * store hashes what it reads, so a block that comes back is sound.
 *
 * <p>In memory it takes some hundred bytes for each block, and the paths of documents that share a
 * damaged one.
 */
final class BlockCheck {
  private final BlockReader blocks;
  private final Set<Multihash> seen = new HashSet<>();
  private final ArrayDeque<Step> waiting = new ArrayDeque<>();
  private final Map<Cid, Damage> damaged = new TreeMap<>();
  private long count;
  private long bytes;

  /** A block to be read, and the document that it is of; empty for what is of none. */
  private record Step(Cid cid, Role role, String path) {}

  /** What is wrong with a block, and the paths that need it. */
  private record Damage(Role role, String what, List<String> paths) {}

  BlockCheck(BlockReader blocks) {
    this.blocks = blocks;
  }

  /** Reads all that a manifest links to, and the manifest. */
  void read(Cid manifest) throws IOException {
    waiting.push(new Step(manifest, Role.MANIFEST, ""));
    while (!waiting.isEmpty()) {
      visit(waiting.pop());
    }
  }

  long count() {
    return count;
  }

  long bytes() {
    return bytes;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    damaged.forEach(
        (cid, damage) ->
            findings.add(new Finding(cid, damage.role(), damage.what(), damage.paths())));
    return findings;
  }

  private void visit(Step step) throws IOException {
    Damage known = damaged.get(step.cid());
    if (known != null) {
      note(known, step.path());
      return;
    }
    if (!seen.add(step.cid().hash())) {
      return;
    }
    try {
      Optional<byte[]> block = blocks.get(step.cid());
      if (block.isEmpty()) {
        add(step, "it is missing");
        return;
      }
      count++;
      bytes += block.get().length;
      follow(step, block.get());
    } catch (DamagedBlockException e) {
      add(step, e.how());
    } catch (CodecException e) {
      add(step, String.valueOf(e.getMessage()));
    }
  }

  private void add(Step step, String what) {
    Damage damage = new Damage(step.role(), what, new ArrayList<>());
    note(damage, step.path());
    damaged.put(step.cid(), damage);
  }

  private static void note(Damage damage, String path) {
    if (!path.isEmpty()
        && damage.paths().size() < Finding.MAX_DOCUMENTS
        && !damage.paths().contains(path)) {
      damage.paths().add(path);
    }
  }

  private void follow(Step step, byte[] block) throws IOException {
    switch (step.role()) {
      case MANIFEST -> followManifest(block);
      case DOCUMENT_MAP -> followMap(block);
      case VECTOR_LIST -> followList(step, block);
      case DOCUMENT, CONTENT -> {
        for (Cid link : Links.of(step.cid(), block)) {
          boolean isRecord = link.codec() == Multicodec.DAG_CBOR;
          waiting.push(new Step(link, isRecord ? Role.DOCUMENT : Role.CONTENT, step.path()));
        }
      }
      case VECTORS -> {
        // They link to nothing.
      }
    }
  }

  private void followManifest(byte[] block) throws IOException {
    MapNode manifest = map(block);
    waiting.push(new Step(manifest.link("documents"), Role.DOCUMENT_MAP, ""));
    MapNode lists = manifest.map("vectors");
    for (String model : lists.keys()) {
      waiting.push(new Step(lists.link(model), Role.VECTOR_LIST, ""));
    }
  }

  private void followMap(byte[] block) throws IOException {
    MapNode node = map(block);
    boolean isLeaf = node.integer("level") == 0;
    ListNode entries = node.list("entries");
    for (int i = 0; i < entries.size(); i++) {
      ListNode entry = entries.list(i);
      waiting.push(
          isLeaf
              ? new Step(entry.link(1), Role.DOCUMENT, entry.text(0))
              : new Step(entry.link(1), Role.DOCUMENT_MAP, ""));
    }
  }

  private void followList(Step step, byte[] block) throws IOException {
    Role below = map(block).integer("level") == 0 ? Role.VECTORS : Role.VECTOR_LIST;
    for (Cid link : Links.of(step.cid(), block)) {
      waiting.push(new Step(link, below, ""));
    }
  }

  private static MapNode map(byte[] block) throws CodecException {
    Node node = DagCbor.STRICT.decode(block);
    if (!(node instanceof MapNode map)) {
      throw new CodecException("record is not a map");
    }
    return map;
  }
}
