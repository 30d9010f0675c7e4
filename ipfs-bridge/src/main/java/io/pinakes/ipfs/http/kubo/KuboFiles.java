package io.pinakes.ipfs.http.kubo;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.unixfs.UnixFsProfile;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@code add}, {@code cat}, {@code get}, {@code ls}, {@code refs} and {@code resolve}. */
public final class KuboFiles {
  private final KuboTransport kubo;

  KuboFiles(KuboTransport kubo) {
    this.kubo = kubo;
  }

  /**
   * What adding tells.
   *
   * @param path of the file or folder
   * @param cid its root; empty while it is under way
   * @param bytes of content that were read, or of all blocks when it is there
   */
  public record Added(String path, Optional<Cid> cid, long bytes) {}

  /**
   * Adds files and folders.
   *
   * @param profile chunks, width, version and leaves; when a folder becomes a trie is the daemon's
   */
  public KuboStream<Added> add(KuboUpload upload, UnixFsProfile profile, boolean pin) {
    KuboCall call =
        KuboCall.of("add")
            .option("progress", true)
            .option("pin", pin)
            .option("cid-version", profile.cidVersion())
            .option("raw-leaves", profile.rawLeaves())
            .option("chunker", "size-" + profile.chunkBytes())
            .option("max-file-links", profile.width())
            .send(upload);
    return kubo.objects(call, KuboFiles::added);
  }

  private static Optional<Added> added(MapNode map) throws IOException {
    String hash = Reply.text(map, "Hash");
    String size = Reply.text(map, "Size");
    return Optional.of(
        new Added(
            Reply.text(map, "Name"),
            hash.isEmpty() ? Optional.empty() : Optional.of(Reply.cid(hash)),
            size.matches("[0-9]{1,18}")
                ? Long.parseLong(size)
                : map.findInteger("Bytes").orElse(0)));
  }

  /** A file's content. */
  public KuboStream<byte[]> cat(String path) {
    return kubo.bytes(KuboCall.of("cat").arg(path));
  }

  /** A part of a file's content. */
  public KuboStream<byte[]> cat(String path, long offset, long length) {
    return kubo.bytes(
        KuboCall.of("cat").arg(path).option("offset", offset).option("length", length));
  }

  /** A file or folder as a tar archive. */
  public KuboStream<byte[]> get(String path) {
    return kubo.bytes(KuboCall.of("get").arg(path));
  }

  /**
   * An entry of a folder.
   *
   * @param type the number of UnixFS's kind
   */
  public record Entry(String name, Cid cid, long size, int type) {}

  /** A folder's entries. */
  public KuboStream<Entry> ls(String path) {
    return kubo.objects(
        KuboCall.of("ls").arg(path).option("stream", true),
        map -> {
          for (MapNode object : Reply.maps(map, "Objects")) {
            for (MapNode link : Reply.maps(object, "Links")) {
              return Optional.of(
                  new Entry(
                      Reply.text(link, "Name"),
                      Reply.cid(link.text("Hash")),
                      link.findInteger("Size").orElse(0),
                      (int) link.findInteger("Type").orElse(0)));
            }
          }
          return Optional.empty();
        });
  }

  /** What is below a path, each once. */
  public KuboStream<Cid> refs(String path) {
    KuboCall call = KuboCall.of("refs").arg(path).option("recursive", true);
    return kubo.objects(call.option("unique", true), KuboFiles::ref);
  }

  /** Every block that the daemon has. */
  public KuboStream<Cid> refsLocal() {
    return kubo.objects(KuboCall.of("refs/local"), KuboFiles::ref);
  }

  private static Optional<Cid> ref(MapNode map) throws IOException {
    String error = Reply.text(map, "Err");
    if (!error.isEmpty()) {
      throw new KuboException(KuboException.Kind.FAILED_LATE, error);
    }
    return Optional.of(Reply.cid(map.text("Ref")));
  }

  /** Where a path or name leads, as a path. */
  public CompletableFuture<String> resolve(String path) {
    return kubo.one(KuboCall.of("resolve").arg(path), map -> map.text("Path"));
  }
}
