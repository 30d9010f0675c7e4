package io.pinakes.ipfs.gateway;

import io.pinakes.core.multiformats.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request whose path has been followed: what every format's answer begins with.
 *
 * @param request the request
 * @param path as it was asked
 * @param end where it ends
 * @param timeToLive how long the answer may be kept, if the path began with a name
 */
record Context(
    GatewayRequest request, ContentPath path, Resolved end, Optional<Duration> timeToLive) {
  private static final String FOREVER = "public, max-age=29030400, immutable";

  /** A page that is made from the content, and may look otherwise with another version. */
  private static final String MADE = "public, max-age=604800, stale-while-revalidate=2678400";

  /** Content that can be read from any place on. */
  @FunctionalInterface
  interface Ranged {
    InputStream open(long from, long to) throws IOException;
  }

  Cid cid() {
    return end.cid();
  }

  Answer.Builder ok(String tag) {
    return headed(200, tag, timeToLive.map(Context::brief).orElse(FOREVER));
  }

  Answer.Builder madePage(String tag) {
    return headed(200, tag, timeToLive.map(Context::brief).orElse(MADE));
  }

  private Answer.Builder headed(int status, String tag, String caching) {
    return new Answer.Builder(status)
        .with("Etag", tag)
        .with("Cache-Control", caching)
        .with("X-Ipfs-Path", path.urlAsAsked())
        .with("X-Ipfs-Roots", end.rootsHeader())
        .with("X-Content-Type-Options", "nosniff");
  }

  /** The answer that the asker has it already, if so. */
  Optional<Answer> unchanged(String tag) {
    return request
        .header("if-none-match")
        .filter(header -> EntityTags.match(header, tag))
        .map(header -> headed(304, tag, timeToLive.map(Context::brief).orElse(FOREVER)).empty());
  }

  /** The whole content, or the range that was asked for. */
  Answer ranged(Answer.Builder whole, String tag, long size, Ranged content)
      throws GatewayException {
    whole.with("Accept-Ranges", "bytes");
    Optional<String> header =
        request.header("range").filter(range -> request.header("if-range").orElse(tag).equals(tag));
    Optional<ByteRange> range =
        header.isEmpty() ? Optional.empty() : ByteRange.parse(header.get(), size);
    if (range.isEmpty()) {
      return whole.stream(OptionalLong.of(size), out -> copy(content.open(0, size), out));
    }
    ByteRange part = range.get();
    Answer full = whole.empty();
    full.headers().put("Content-Range", part.header(size));
    return new Answer(
        206,
        full.headers(),
        OptionalLong.of(part.length()),
        out -> copy(content.open(part.from(), part.end()), out));
  }

  /** The name that the asker gives the download, or that one. */
  String fileName(String otherwise) {
    return request.parameter("filename").filter(name -> !name.isEmpty()).orElse(otherwise);
  }

  boolean wantsDownload() {
    return request.parameter("download").orElse("").equals("true");
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    try (in) {
      in.transferTo(out);
    }
  }

  private static String brief(Duration timeToLive) {
    return "public, max-age=" + timeToLive.toSeconds();
  }
}
