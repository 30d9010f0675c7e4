package io.pinakes.ipfs.gateway;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.ipld.Codec;
import io.pinakes.ipfs.ipld.Links;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Blocks of JSON and CBOR, plain or with links, as they are: nothing is converted (IPIP-0524). */
final class CodecAnswers {
  private static final long PLAIN_CBOR = 0x51;
  private static final long PLAIN_JSON = 0x0200;
  private static final String PAGE_VERSION = "DagIndex-pinakes1";

  private CodecAnswers() {}

  static Answer answer(Context context, BlockReader blocks, ResponseFormat wanted)
      throws IOException {
    Cid cid = context.cid();
    ResponseFormat own = own(cid);
    byte[] bytes = blocks.get(cid).orElseThrow(GatewayException::notHere);
    boolean linked = own == ResponseFormat.DAG_JSON || own == ResponseFormat.DAG_CBOR;
    if (wanted == ResponseFormat.HTML && linked) {
      return page(context, own, bytes);
    }
    ResponseFormat given = given(own, wanted);
    String tag = "\"" + cid + "." + given.label() + "\"";
    Optional<Answer> unchanged = context.unchanged(tag);
    if (unchanged.isPresent()) {
      return unchanged.get();
    }
    boolean json = own == ResponseFormat.DAG_JSON || own == ResponseFormat.JSON;
    String name = context.fileName(cid + (json ? ".json" : ".cbor"));
    String kind = json && !context.wantsDownload() ? "inline" : "attachment";
    Answer.Builder answer =
        context
            .ok(tag)
            .with("Content-Type", given.mediaType())
            .with("Content-Disposition", Disposition.of(kind, name));
    return context.ranged(
        answer,
        tag,
        bytes.length,
        (from, to) -> new ByteArrayInputStream(bytes, (int) from, (int) (to - from)));
  }

  private static ResponseFormat own(Cid cid) throws GatewayException {
    long codec = cid.codec();
    if (codec == Multicodec.DAG_JSON) {
      return ResponseFormat.DAG_JSON;
    } else if (codec == Multicodec.DAG_CBOR) {
      return ResponseFormat.DAG_CBOR;
    } else if (codec == PLAIN_JSON) {
      return ResponseFormat.JSON;
    } else if (codec == PLAIN_CBOR) {
      return ResponseFormat.CBOR;
    }
    throw new GatewayException(
        406, "a block of codec [0x" + Long.toHexString(codec) + "] is given as raw or car");
  }

  /** The media type to give, which may leave the links unsaid but not change the bytes. */
  private static ResponseFormat given(ResponseFormat own, ResponseFormat wanted)
      throws GatewayException {
    if (wanted == ResponseFormat.ANY || wanted == ResponseFormat.HTML || wanted == own) {
      return own;
    }
    boolean plainer =
        own == ResponseFormat.DAG_JSON && wanted == ResponseFormat.JSON
            || own == ResponseFormat.DAG_CBOR && wanted == ResponseFormat.CBOR;
    if (!plainer) {
      throw new GatewayException(
          406, "this block is " + own.mediaType() + ", and is not given as " + wanted.mediaType());
    }
    return wanted;
  }

  private static Answer page(Context context, ResponseFormat own, byte[] bytes) throws IOException {
    Cid cid = context.cid();
    String tag = "\"" + PAGE_VERSION + "_CID-" + cid + "\"";
    Optional<Answer> unchanged = context.unchanged(tag);
    if (unchanged.isPresent()) {
      return unchanged.get();
    }
    Codec codec = own == ResponseFormat.DAG_JSON ? DagJson.RELAXED : DagCbor.RELAXED;
    String json = new String(DagJson.RELAXED.encode(codec.decode(bytes)), StandardCharsets.UTF_8);
    StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head>");
    html.append("<meta charset=\"utf-8\"><title>").append(cid).append("</title></head><body>\n");
    html.append("<h1>").append(own.label()).append(' ').append(cid).append("</h1>\n<pre>");
    html.append(PathText.html(json)).append("</pre>\n<ul>\n");
    for (Cid link : Links.of(cid, bytes)) {
      html.append("<li><a href=\"/ipfs/").append(link).append("\">").append(link);
      html.append("</a></li>\n");
    }
    return context
        .madePage(tag)
        .with("Content-Type", "text/html; charset=utf-8")
        .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .bytes(html.append("</ul>\n</body></html>\n").toString().getBytes(StandardCharsets.UTF_8));
  }
}
