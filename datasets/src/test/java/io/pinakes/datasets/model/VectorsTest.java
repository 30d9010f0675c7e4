package io.pinakes.datasets.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.knowledge.HalfFloats;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.datasets.model.tree.CountingBlocks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class VectorsTest {
  @Test
  void aFullBlockStaysUnderOneMebibyteInEveryDimension() {
    for (int dimension : new int[] {1, 2, 384, 768, 1_024, 4_096, ModelLimits.MAX_DIMENSION}) {
      int rows = Vectors.capacity(dimension);
      Vectors.Builder builder =
          new Vectors.Builder("m".repeat(ModelLimits.MAX_TERM_BYTES), dimension);
      int i = 0;
      for (Cid chunk : chunks(rows)) {
        builder.add(chunk, HalfFloats.encode(vector(dimension, i++)));
      }

      assertThat(builder.isFull()).isTrue();
      assertThat(builder.build().toBlock().size())
          .isLessThanOrEqualTo(ModelLimits.MAX_VECTORS_BYTES)
          .isGreaterThan(ModelLimits.MAX_VECTORS_BYTES - 2 * dimension - 1_200);
    }
    assertThat(Vectors.capacity(384)).isGreaterThan(1_290);
  }

  @SeededTest(times = 30)
  void everyRowIsFoundAndProvedAndNoOther(RandomGenerator random) throws IOException {
    CountingBlocks blocks = new CountingBlocks();
    int rows = 1 + random.nextInt(70);
    List<Cid> chunks = new ArrayList<>(chunks(rows));
    Vectors.Builder builder = new Vectors.Builder("m-1", 3, rows);
    for (int i = 0; i < rows; i++) {
      builder.add(chunks.get(i), HalfFloats.encode(vector(3, i)));
    }
    Vectors vectors = builder.build();
    blocks.put(vectors.toBlock());
    var editor = VectorList.at(blocks, VectorList.empty(blocks)).edit(blocks);
    editor.put(VectorEntry.of(vectors.toBlock().cid(), vectors));
    Cid list = editor.finish();

    int other = random.nextInt(rows);
    for (int i = 0; i < rows; i++) {
      Cid chunk = chunks.get(i);
      assertThat(vectors.rowOf(chunk)).isEqualTo(i);
      assertThat(vectors.chunk(i)).isEqualTo(chunk);
      RowProof proof = RowProof.of(blocks, list, vectors.toBlock().cid(), chunk);
      assertThat(proof.verify(list, chunk)).isEqualTo(HalfFloats.encode(vector(3, i)));
      if (i != other) {
        assertThatThrownBy(() -> proof.verify(list, chunks.get(other)))
            .isInstanceOf(IOException.class);
      }
    }
    assertThat(vectors.rowOf(Cid.of(Multicodec.RAW, new byte[] {1, 2, 3}))).isEqualTo(-1);
  }

  @SeededTest(times = 50)
  void aProofThatWasTouchedProvesNothing(RandomGenerator random) throws IOException {
    Vectors vectors = GoldenRecords.vectors();
    CountingBlocks blocks = GoldenRecords.BLOCKS;
    Cid block = vectors.toBlock().cid();
    blocks.put(vectors.toBlock());
    Cid list = GoldenRecords.vectorList();
    RowProof proof = RowProof.of(blocks, list, block, GoldenRecords.CHUNK);
    byte[] changed = proof.encoded().clone();
    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));

    assertThatThrownBy(
            () ->
                new RowProof(proof.list(), block, 0, changed, proof.siblings())
                    .verify(list, GoldenRecords.CHUNK))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                new RowProof(proof.list(), block, 1, proof.encoded(), proof.siblings())
                    .verify(list, GoldenRecords.CHUNK))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                new RowProof(proof.list(), block, 0, proof.encoded(), List.of(new byte[32]))
                    .verify(list, GoldenRecords.CHUNK))
        .isInstanceOf(IOException.class);
  }

  @Test
  void rowsOutOfOrderAndNamesThatAreNoChunksAreRefused() {
    List<Cid> chunks = new ArrayList<>(chunks(2));
    byte[] row = HalfFloats.encode(new float[] {1});
    Vectors.Builder builder = new Vectors.Builder("m-1", 1);
    builder.add(chunks.get(1), row).add(chunks.get(0), row);

    assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new Vectors.Builder("m-1", 1).add(Cid.of(Multicodec.DAG_CBOR, new byte[1]), row))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Vectors.Builder("m-1", 2).add(chunks.get(0), row))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Vectors.Builder("m-1", 2).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Set<Cid> chunks(int count) {
    Set<Cid> chunks = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      chunks.add(Cid.of(Multicodec.RAW, GoldenRecords.utf8("chunk " + i)));
    }
    return chunks;
  }

  private static float[] vector(int dimension, int seed) {
    float[] vector = new float[dimension];
    vector[seed % dimension] = 1;
    return vector;
  }
}
