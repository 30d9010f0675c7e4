package io.pinakes.datasets.model;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.knowledge.Pages;
import io.pinakes.core.knowledge.Pooling;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.datasets.model.tree.CountingBlocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One small example of each record. Their bytes in the tests were written by an encoder, hashes and
 * a signature of another language, from the layouts in the Javadoc.
 */
final class GoldenRecords {
  static final CountingBlocks BLOCKS = new CountingBlocks();
  static final PrivateKey KEY = PrivateKey.ofEd25519Seed(zeroTo31());
  static final Cid CHUNK = raw("A title\nOne passage.");
  static final Instant TIME = Instant.parse("2026-11-21T10:00:00Z");

  private GoldenRecords() {}

  static Cid raw(String content) {
    return Cid.of(Multicodec.RAW, utf8(content));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zeroTo31() {
    byte[] seed = new byte[32];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = (byte) i;
    }
    return seed;
  }

  static Document document() {
    try {
      return new Document(
          "files/a.md",
          Optional.of("A title"),
          "text/markdown",
          Optional.of("en"),
          Optional.empty(),
          12,
          Multihash.sha256(utf8("One passage.")),
          raw("One passage."),
          Optional.empty(),
          ChunkList.of(
              List.of(new ChunkRef(CHUNK, 0, 12, Pages.of(3), List.of("Top", "Sub"))), BLOCKS));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Vectors vectors() {
    // 1, -0.5, 0.25 and the half float nearest to 0.1
    byte[] row = {0, 0x3c, 0, (byte) 0xb8, 0, 0x34, 0x66, 0x2e};
    return new Vectors.Builder("m-1", 4).add(CHUNK, row).build();
  }

  static Cid documentMap() throws IOException {
    var editor = DocumentMap.at(BLOCKS, DocumentMap.empty(BLOCKS)).edit(BLOCKS);
    editor.put(new DocumentEntry("files/a.md", document().toBlock().cid()));
    return editor.finish();
  }

  static Cid vectorList() throws IOException {
    var editor = VectorList.at(BLOCKS, VectorList.empty(BLOCKS)).edit(BLOCKS);
    editor.put(VectorEntry.of(vectors().toBlock().cid(), vectors()));
    return editor.finish();
  }

  static ModelSpec spec() {
    return new ModelSpec(
        "tiny",
        Multihash.sha256(utf8("model")),
        Multihash.sha256(utf8("tokenizer")),
        4,
        Pooling.MEAN,
        true,
        "",
        "p: ",
        128,
        "none-1",
        List.of("en"));
  }

  static Manifest manifest() {
    try {
      return new Manifest(
          KEY.publicKey(),
          "papers",
          "Some papers",
          "CC-BY-4.0",
          2,
          Optional.of(Cid.of(Multicodec.DAG_CBOR, utf8("before"))),
          TIME,
          new Pipeline("x/1", "c/1"),
          new TreeMap<>(Map.of(spec().id(), spec())),
          documentMap(),
          new TreeMap<>(Map.of(spec().id(), vectorList())),
          new Stats(1, 1, 12));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Head head() {
    return Head.sign(
        KEY, manifest().toBlock().cid(), manifest(), 7, Instant.parse("2027-11-21T10:00:00Z"));
  }
}
