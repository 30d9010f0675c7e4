package io.pinakes.datasets.model;

import io.pinakes.core.knowledge.HalfFloats;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.MapNode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;

/**
 * A block of vectors, and the chunks they are of.
 *
 * <p>Layout: {@code { model: text, dimension: int, encoding: "f16", chunks: bytes, vectors: bytes
 * }}. {@code chunks} are the binary CIDs of the chunks end to end, 36 bytes each ({@code 01 55 12
 * 20} and a SHA-256: raw blocks), ascending; bytes and not links, so that a vector keeps no chunk
 * alive. {@code vectors} are as many rows of {@code dimension} half floats, little-endian. One row
 * at least, 1 MiB at most.
 */
public final class Vectors {
  /** How long the name of a chunk is, in bytes. */
  public static final int CID_BYTES = 36;

  private static final String CALLED = "vectors";
  private static final int HALF_BYTES = 2;
  private static final String ENCODING = "f16";
  private static final int DIGEST_AT = 4;
  private static final byte[] CID_PREFIX = {0x01, 0x55, 0x12, 0x20};
  private static final Set<String> FIELDS =
      Set.of("model", "dimension", "encoding", "chunks", "vectors");

  /** Keys, heads and fixed values of the map, besides the model's name. */
  private static final int FRAME_BYTES = 64;

  private final String model;
  private final int dimension;
  private final byte[] chunks;
  private final byte[] vectors;

  private Vectors(String model, int dimension, byte[] chunks, byte[] vectors) {
    this.model = Records.requireText("model", model, ModelLimits.MAX_TERM_BYTES);
    this.dimension = dimension;
    this.chunks = chunks;
    this.vectors = vectors;
    if (dimension < 1 || dimension > ModelLimits.MAX_DIMENSION) {
      throw new IllegalArgumentException("dimension [" + dimension + "]");
    }
    int rows = chunks.length / CID_BYTES;
    if (rows < 1
        || chunks.length != rows * CID_BYTES
        || vectors.length != (long) rows * HALF_BYTES * dimension) {
      throw new IllegalArgumentException(
          "names of [" + chunks.length + "] and rows of [" + vectors.length + "] bytes disagree");
    }
    requireNames();
  }

  private void requireNames() {
    for (int row = 0; row < rows(); row++) {
      int at = row * CID_BYTES;
      if (!Arrays.equals(chunks, at, at + DIGEST_AT, CID_PREFIX, 0, DIGEST_AT)) {
        throw new IllegalArgumentException("name of row [" + row + "] is not that of a raw block");
      }
      if (row > 0
          && Arrays.compareUnsigned(chunks, at - CID_BYTES, at, chunks, at, at + CID_BYTES) >= 0) {
        throw new IllegalArgumentException("names are out of order at row [" + row + "]");
      }
    }
  }

  /** How many rows fit into a block of that dimension, at least one. */
  public static int capacity(int dimension) {
    int row = CID_BYTES + HALF_BYTES * dimension;
    return (ModelLimits.MAX_VECTORS_BYTES - FRAME_BYTES - ModelLimits.MAX_TERM_BYTES) / row;
  }

  /** Whether the block has the shape of a chunk's name: version 1, raw, SHA-256. */
  public static boolean isChunkName(Cid cid) {
    return cid.version() == 1
        && cid.codec() == Multicodec.RAW
        && cid.hash().code() == Multihash.SHA2_256
        && cid.hash().digestLength() == CID_BYTES - DIGEST_AT;
  }

  /** The model's id. */
  public String model() {
    return model;
  }

  /** Components a row. */
  public int dimension() {
    return dimension;
  }

  /** How many rows there are. */
  public int rows() {
    return chunks.length / CID_BYTES;
  }

  /** The chunk of a row. */
  public Cid chunk(int row) {
    return Cid.read(ByteBuffer.wrap(chunks, row * CID_BYTES, CID_BYTES));
  }

  /** The row of a chunk, or -1. */
  public int rowOf(Cid chunk) {
    byte[] name = chunk.toBytes();
    int low = 0;
    int high = rows() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int at = middle * CID_BYTES;
      int order = Arrays.compareUnsigned(chunks, at, at + CID_BYTES, name, 0, name.length);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** The vector of a row as it is kept: half floats, little-endian. */
  public byte[] encoded(int row) {
    int bytes = HALF_BYTES * dimension;
    return Arrays.copyOfRange(vectors, row * bytes, (row + 1) * bytes);
  }

  /** The vector of a row. */
  public float[] vector(int row) {
    return HalfFloats.decode(vectors, row * HALF_BYTES * dimension, dimension);
  }

  /** The Merkle tree over the rows, by which one of them is proved. */
  public RowTree rowTree() {
    byte[][] leaves = new byte[rows()][];
    for (int row = 0; row < leaves.length; row++) {
      leaves[row] = RowTree.leaf(chunk(row), encoded(row));
    }
    return RowTree.of(leaves);
  }

  /** The block. */
  public Block toBlock() {
    MapNode map =
        MapNode.builder()
            .put("model", model)
            .put("dimension", dimension)
            .put("encoding", ENCODING)
            .put("chunks", chunks)
            .put("vectors", vectors)
            .build();
    return Records.encode(CALLED, map, ModelLimits.MAX_VECTORS_BYTES);
  }

  /**
   * Reads a block.
   *
   * @throws CodecException if it is not one of vectors
   */
  public static Vectors decode(byte[] block) throws CodecException {
    MapNode map = Records.decode(CALLED, block, ModelLimits.MAX_VECTORS_BYTES, FIELDS);
    if (!map.text("encoding").equals(ENCODING)) {
      throw new CodecException("vectors are encoded as [" + map.text("encoding") + "]");
    }
    long dimension = map.integer("dimension");
    if (dimension < 1 || dimension > ModelLimits.MAX_DIMENSION) {
      throw new CodecException("vectors of dimension [" + dimension + "]");
    }
    return Records.build(
        CALLED,
        () ->
            new Vectors(
                map.text("model"), (int) dimension, map.bytes("chunks"), map.bytes("vectors")));
  }

  /** Collects rows in the order of their chunks' names. */
  public static final class Builder {
    private final String model;
    private final int dimension;
    private final ByteBuffer chunks;
    private final ByteBuffer vectors;

    /** Room for as many rows as a block holds. */
    public Builder(String model, int dimension) {
      this(model, dimension, capacity(dimension));
    }

    /** Room for a number of rows, at most as many as a block holds. */
    public Builder(String model, int dimension, int rows) {
      if (rows < 1 || rows > capacity(dimension)) {
        throw new IllegalArgumentException("block of [" + rows + "] rows");
      }
      this.model = model;
      this.dimension = dimension;
      this.chunks = ByteBuffer.allocate(rows * CID_BYTES);
      this.vectors = ByteBuffer.allocate(rows * HALF_BYTES * dimension);
    }

    /** Adds a row, as it is kept; its chunk's name is behind those before it. */
    public Builder add(Cid chunk, byte[] encoded) {
      if (!isChunkName(chunk) || encoded.length != HALF_BYTES * dimension) {
        throw new IllegalArgumentException(
            "row of [" + encoded.length + "] bytes for chunk [" + chunk + "]");
      }
      chunks.put(chunk.toBytes());
      vectors.put(encoded);
      return this;
    }

    /** How many rows were added. */
    public int rows() {
      return chunks.position() / CID_BYTES;
    }

    /** Whether no more fits. */
    public boolean isFull() {
      return !chunks.hasRemaining();
    }

    /** The block's content; the builder is empty afterwards. */
    public Vectors build() {
      Vectors built =
          new Vectors(
              model,
              dimension,
              Arrays.copyOf(chunks.array(), chunks.position()),
              Arrays.copyOf(vectors.array(), vectors.position()));
      chunks.clear();
      vectors.clear();
      return built;
    }
  }
}
