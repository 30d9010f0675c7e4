package io.pinakes.ipfs.gateway;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.ipns.IpnsRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Answers that the asker can verify. */
final class TrustlessAnswers {
  private static final int TAG_BYTES = 8;

  private TrustlessAnswers() {}

  /** One block as it is. */
  static Answer block(Context context, BlockReader blocks) throws IOException {
    byte[] bytes = blocks.get(context.cid()).orElseThrow(GatewayException::notHere);
    String tag = "\"" + context.cid() + ".raw\"";
    Optional<Answer> unchanged = context.unchanged(tag);
    if (unchanged.isPresent()) {
      return unchanged.get();
    }
    Answer.Builder answer =
        context
            .ok(tag)
            .with("Content-Type", ResponseFormat.RAW.mediaType())
            .with(
                "Content-Disposition",
                Disposition.of("attachment", context.fileName(context.cid() + ".bin")));
    return context.ranged(
        answer,
        tag,
        bytes.length,
        (from, to) -> new ByteArrayInputStream(bytes, (int) from, (int) (to - from)));
  }

  /** An archive, streamed. */
  static Answer car(
      Context context, BlockReader blocks, Map<String, String> accepted, GatewayOptions options)
      throws IOException {
    CarParameters parameters = CarParameters.of(context.request(), accepted);
    if (!blocks.has(context.cid())) {
      throw GatewayException.notHere();
    }
    Cid root = context.end().roots().getFirst();
    String tag = "W/\"" + root + ".car." + digest(context.path().url() + parameters.tag()) + "\"";
    Optional<Answer> unchanged = context.unchanged(tag);
    if (unchanged.isPresent()) {
      return unchanged.get();
    }
    String last = context.path().lastName();
    String name = root + (last.isEmpty() ? "" : "_" + last) + ".car";
    return context
        .ok(tag)
        .with("Content-Type", parameters.mediaType())
        .with("Content-Disposition", Disposition.of("attachment", context.fileName(name)))
        .with("Accept-Ranges", "none")
        .stream(OptionalLong.empty(), new CarBody(blocks, context.end(), parameters, options));
  }

  /** A name's record as it was signed. */
  static Answer record(GatewayRequest request, ContentPath path, IpnsRecord record, Instant now) {
    byte[] bytes = record.toBytes();
    String tag = "\"" + HexFormat.of().formatHex(sha256(bytes), 0, TAG_BYTES) + "\"";
    String caching = "public, max-age=" + record.cacheFor(now).toSeconds();
    boolean held =
        request.header("if-none-match").filter(given -> EntityTags.match(given, tag)).isPresent();
    Answer.Builder answer =
        new Answer.Builder(held ? 304 : 200)
            .with("Etag", tag)
            .with("Cache-Control", caching)
            .with("X-Ipfs-Path", path.urlAsAsked())
            .with("X-Content-Type-Options", "nosniff");
    if (held) {
      return answer.empty();
    }
    String name =
        request
            .parameter("filename")
            .filter(given -> !given.isEmpty())
            .orElse(path.root() + ".ipns-record");
    return answer
        .with("Content-Type", ResponseFormat.IPNS_RECORD.mediaType())
        .with("Content-Disposition", Disposition.of("attachment", name))
        .bytes(bytes);
  }

  private static String digest(String text) {
    byte[] hash = sha256(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
  }

  private static byte[] sha256(byte[] bytes) {
    return Multihash.sha256(bytes).digest();
  }
}
