package io.pinakes.ipfs.car;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Varint;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.IpldLimits;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * The header that begins a payload: {@code varint length | dag-cbor {roots: [link], version: 1}}.
 * Version 2 begins with one of {@code {version: 2}}, its pragma, and has the real one inside.
 *
 * @param version 1 or 2
 * @param roots the roots, which may be none, and may name blocks that are not in the archive
 */
record CarHeader(long version, List<Cid> roots) {
  private static final String VERSION = "version";
  private static final String ROOTS = "roots";
  private static final int MAX_DEPTH = 4;

  /** The header of version 2, with its length: always these eleven bytes. */
  static byte[] pragma() {
    return framed(MapNode.builder().put(VERSION, 2).build());
  }

  /** The header of a version 1 payload, with its length. */
  static byte[] encode(List<Cid> roots) {
    return framed(MapNode.builder().put(ROOTS, ListNode.ofLinks(roots)).put(VERSION, 1).build());
  }

  /** Reads the header behind its length. */
  static CarHeader decode(byte[] header) throws CarException {
    try {
      IpldLimits limits = new IpldLimits(Math.max(1, header.length), MAX_DEPTH);
      // Relaxed, because early writers sorted the keys the other way.
      if (!(DagCbor.RELAXED.withLimits(limits).decode(header) instanceof MapNode map)) {
        throw new CarException("CAR header is not a map");
      }
      return of(map);
    } catch (CodecException e) {
      throw new CarException("CAR header: " + e.getMessage(), e);
    }
  }

  private static CarHeader of(MapNode map) throws CodecException, CarException {
    long version = map.integer(VERSION);
    if (version != 1 && version != 2) {
      throw new CarException("CAR version [" + version + "] is not 1 or 2");
    }
    if (version == 2 && map.size() > 1) {
      throw new CarException("CAR version 2 begins with more than its version");
    }
    // A Go program with no roots in its hands writes null, others leave the field out.
    boolean none = map.find(ROOTS).orElse(Node.NULL).equals(Node.NULL);
    return new CarHeader(version, none ? List.of() : map.list(ROOTS).links());
  }

  private static byte[] framed(MapNode map) {
    byte[] header = DagCbor.STRICT.encode(map);
    ByteArrayOutputStream out = new ByteArrayOutputStream(header.length + Varint.MAX_BYTES);
    Varint.write(header.length, out);
    out.writeBytes(header);
    return out.toByteArray();
  }
}
