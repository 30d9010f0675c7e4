package io.pinakes.ipfs.rpc;

import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.ipld.Codec;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import io.pinakes.ipfs.ipld.dagpb.DagPb;
import io.pinakes.ipfs.ipld.raw.Raw;

/** Codecs by their names and numbers. */
final class Codecs {
  private Codecs() {}

  /** A codec's number. */
  static long number(String name) {
    return switch (name) {
      case "raw" -> Multicodec.RAW;
      case "dag-pb", "protobuf", "v0" -> Multicodec.DAG_PB;
      case "dag-cbor", "cbor" -> Multicodec.DAG_CBOR;
      case "dag-json", "json" -> Multicodec.DAG_JSON;
      default -> throw new IllegalArgumentException("codec [" + name + "] is not known here");
    };
  }

  /** What reads blocks, whoever wrote them. */
  static Codec reader(long number) {
    if (number == Multicodec.DAG_CBOR) {
      return DagCbor.RELAXED;
    }
    return number == Multicodec.DAG_JSON ? DagJson.RELAXED : writer(number);
  }

  /** What writes blocks, in their one form. */
  static Codec writer(long number) {
    if (number == Multicodec.RAW) {
      return Raw.INSTANCE;
    } else if (number == Multicodec.DAG_PB) {
      return DagPb.INSTANCE;
    } else if (number == Multicodec.DAG_CBOR) {
      return DagCbor.STRICT;
    } else if (number == Multicodec.DAG_JSON) {
      return DagJson.STRICT;
    }
    throw new IllegalArgumentException(
        "codec [0x" + Long.toHexString(number) + "] is not known here");
  }
}
