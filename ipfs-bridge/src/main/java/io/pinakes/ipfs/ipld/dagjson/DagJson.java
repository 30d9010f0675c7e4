package io.pinakes.ipfs.ipld.dagjson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.ipld.Codec;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.IpldLimits;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.Utf8;
import java.io.IOException;
import java.util.Arrays;

/**
 * dag-json (ipld.io, "DAG-JSON").
 *
 * <p>Layout: one JSON value in UTF-8 without white space, keys sorted by their bytes. A link is
 * {@code {"/":"<CID>"}}, bytes are {@code {"/":{"bytes":"<base64 without padding>"}}}. A number
 * with a decimal point or an exponent is a float, any other an integer. Maps of other content that
 * look like a link or bytes from their beginning cannot be written.
 */
public final class DagJson implements Codec {
  /**
   * Reads what people and other writers make: white space, keys in any order, other spellings of
   * numbers, CIDs and base64. Writing what was read may then give other bytes. Still refused are
   * duplicate keys, malformed links and bytes, integers beyond 64 bits and a sign, and whatever
   * follows the value.
   */
  public static final DagJson RELAXED = new DagJson(IpldLimits.DEFAULT, false);

  /** Reads only what it would write. */
  public static final DagJson STRICT = new DagJson(IpldLimits.DEFAULT, true);

  /** Longer than any spelling of a float that a program prints; an integer has 21 characters. */
  private static final int MAX_NUMBER_CHARACTERS = 1000;

  /** Bytes stand two maps deeper in the text than in the node. */
  private static final int EXTRA_DEPTH = 2;

  private final IpldLimits limits;
  private final boolean strict;
  private final JsonFactory json;

  private DagJson(IpldLimits limits, boolean strict) {
    this.limits = limits;
    this.strict = strict;
    int depth = limits.maxDepth() + EXTRA_DEPTH;
    this.json =
        new JsonFactoryBuilder()
            // Keys from strangers stay out of the tables that all parsers share.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(depth)
                    .maxNumberLength(MAX_NUMBER_CHARACTERS)
                    .maxStringLength(limits.maxBlockBytes())
                    .maxNameLength(limits.maxBlockBytes())
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(depth).build())
            .build();
  }

  /** The same codec under other limits. */
  public DagJson withLimits(IpldLimits other) {
    return new DagJson(other, strict);
  }

  @Override
  public long code() {
    return Multicodec.DAG_JSON;
  }

  @Override
  public byte[] encode(Node node) {
    return new JsonNodeWriter(json, limits.maxDepth()).write(node);
  }

  @Override
  public Node decode(byte[] block) throws CodecException {
    limits.checkBlock(block.length);
    // As text, because from bytes Jackson would also guess UTF-16 and UTF-32.
    String text = Utf8.decode(block, 0, block.length);
    Node node;
    try (JsonParser parser = json.createParser(text)) {
      node = new JsonNodeReader(parser, limits.maxDepth()).readWhole();
    } catch (CodecException e) {
      throw e;
    } catch (IOException e) {
      throw new CodecException("dag-json: " + e.getMessage(), e);
    }
    if (strict) {
      requireCanonical(node, block);
    }
    return node;
  }

  private void requireCanonical(Node node, byte[] block) throws CodecException {
    try {
      if (Arrays.equals(encode(node), block)) {
        return;
      }
    } catch (IllegalArgumentException e) {
      throw new CodecException("dag-json: cannot be written again: " + e.getMessage(), e);
    }
    throw new CodecException("dag-json: is not in the one form of its node");
  }
}
