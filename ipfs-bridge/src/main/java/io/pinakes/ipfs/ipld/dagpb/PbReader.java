package io.pinakes.ipfs.ipld.dagpb;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.Varint;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.Utf8;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads a node; each length is held against the bytes left before anything is copied. */
final class PbReader {
  private final byte[] block;
  private final ByteBuffer in;

  PbReader(byte[] block) {
    this.block = block;
    this.in = ByteBuffer.wrap(block);
  }

  PbNode read() throws CodecException {
    try {
      return readNode();
    } catch (MultiformatException e) {
      throw new CodecException(place() + e.getMessage(), e);
    }
  }

  /** Links stand together; data may stand before them, as old writers put it, or behind. */
  private PbNode readNode() throws CodecException {
    List<PbLink> links = new ArrayList<>();
    byte @Nullable [] data = null;
    boolean linksEnded = false;
    while (in.hasRemaining()) {
      int tag = in.get();
      if (tag == DagPb.NODE_LINK) {
        if (linksEnded) {
          throw error("links stand on both sides of the data");
        }
        links.add(readLink(end()));
      } else if (tag == DagPb.NODE_DATA) {
        if (data != null) {
          throw error("data stands twice");
        }
        data = bytes();
        linksEnded = !links.isEmpty();
      } else {
        throw error("node has an unknown field or wire type [" + (tag & 0xff) + "]");
      }
    }
    return data == null ? PbNode.of(links) : PbNode.of(links, data);
  }

  private PbLink readLink(int end) throws CodecException {
    int outer = in.limit();
    in.limit(end);
    @Nullable Cid hash = null;
    Optional<String> name = Optional.empty();
    OptionalLong tsize = OptionalLong.empty();
    int previous = 0;
    while (in.hasRemaining()) {
      int tag = in.get();
      if (tag <= previous) {
        throw error(
            "field [" + (tag & 0xff) + "] of a link stands twice, out of order or is unknown");
      }
      previous = tag;
      switch (tag) {
        case DagPb.LINK_HASH -> hash = Cid.fromBytes(bytes());
        case DagPb.LINK_NAME -> name = Optional.of(text());
        case DagPb.LINK_TSIZE -> tsize = OptionalLong.of(Varint.read(in));
        default -> throw error("link has an unknown field or wire type [" + tag + "]");
      }
    }
    if (hash == null) {
      throw error("link has no Hash");
    }
    in.limit(outer);
    return new PbLink(hash, name, tsize);
  }

  private String text() throws CodecException {
    int end = end();
    int from = in.position();
    in.position(end);
    return Utf8.decode(block, from, end - from);
  }

  private byte[] bytes() throws CodecException {
    int end = end();
    byte[] value = Arrays.copyOfRange(block, in.position(), end);
    in.position(end);
    return value;
  }

  /** Reads a length, and returns where the field that has it ends. */
  private int end() throws CodecException {
    long length = Varint.read(in);
    if (length > in.remaining()) {
      throw error("field of [" + length + "] bytes has only [" + in.remaining() + "]");
    }
    return in.position() + (int) length;
  }

  private String place() {
    return "dag-pb before byte [" + in.position() + "]: ";
  }

  private CodecException error(String what) {
    return new CodecException(place() + what);
  }
}
