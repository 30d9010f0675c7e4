package io.pinakes.ipfs.http.kubo;

import io.pinakes.ipfs.ipld.MapNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** {@code name} and {@code key}. */
public final class KuboNames {
  private final KuboTransport kubo;

  KuboNames(KuboTransport kubo) {
    this.kubo = kubo;
  }

  /** A name and where it leads. */
  public record Published(String name, String value) {}

  /** Lets the name of a key lead to a path; also without peers. */
  public CompletableFuture<Published> publish(String path, String key) {
    return kubo.one(
        KuboCall.of("name/publish").arg(path).option("key", key).option("allow-offline", true),
        map -> new Published(map.text("Name"), map.text("Value")));
  }

  /** Where a name leads. */
  public CompletableFuture<String> resolve(String name) {
    return kubo.one(KuboCall.of("name/resolve").arg(name), map -> map.text("Path"));
  }

  /** A name's signed record, not verified. */
  public CompletableFuture<byte[]> get(String name) {
    return kubo.whole(KuboCall.of("name/get").arg(name));
  }

  /** The same, which the daemon looks for in its network no longer than that. */
  public CompletableFuture<byte[]> get(String name, Duration patience) {
    return kubo.whole(KuboCall.of("name/get").arg(name).patience(patience));
  }

  /** Gives a signed record for a name; also without peers. */
  public CompletableFuture<String> put(String name, byte[] record) {
    return kubo.one(
        KuboCall.of("name/put")
            .arg(name)
            .option("allow-offline", true)
            .option("force", true)
            .send(KuboUpload.of(record)),
        map -> name);
  }

  /** What a signed record says, as Kubo reads it: the path that it leads to. */
  public CompletableFuture<String> inspect(byte[] record) {
    return kubo.one(
        KuboCall.of("name/inspect").send(KuboUpload.of(record)),
        map -> map.map("Entry").text("Value"));
  }

  /** A key. */
  public record Key(String name, String id) {}

  /** Makes a key. */
  public CompletableFuture<Key> keyGen(String name) {
    return kubo.one(KuboCall.of("key/gen").arg(name), KuboNames::key);
  }

  /** All keys. */
  public CompletableFuture<List<Key>> keys() {
    return kubo.one(KuboCall.of("key/list"), KuboNames::keys);
  }

  /** Gives a key another name. */
  public CompletableFuture<Key> keyRename(String from, String to) {
    return kubo.one(
        KuboCall.of("key/rename").arg(from).arg(to),
        map -> new Key(map.text("Now"), map.text("Id")));
  }

  /** Removes a key. */
  public CompletableFuture<List<Key>> keyRm(String name) {
    return kubo.one(KuboCall.of("key/rm").arg(name), KuboNames::keys);
  }

  private static List<Key> keys(MapNode map) throws IOException {
    List<Key> keys = new ArrayList<>();
    for (MapNode key : Reply.maps(map, "Keys")) {
      keys.add(key(key));
    }
    return List.copyOf(keys);
  }

  private static Key key(MapNode map) throws IOException {
    return new Key(map.text("Name"), map.text("Id"));
  }
}
