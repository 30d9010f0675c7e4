package io.pinakes.ipfs.http.kubo;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.ipld.MapNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@code pin} and {@code pin remote}. */
public final class KuboPins {
  private final KuboTransport kubo;

  KuboPins(KuboTransport kubo) {
    this.kubo = kubo;
  }

  /**
   * Pins a root and all below it, under a name; may take as long as the network takes.
   *
   * @param name empty for none
   */
  public CompletableFuture<List<Cid>> add(Cid root, String name) {
    KuboCall call = KuboCall.of("pin/add").arg(root);
    return kubo.one(name.isEmpty() ? call : call.option("name", name), KuboPins::pins);
  }

  /** Takes a pin away. */
  public CompletableFuture<List<Cid>> rm(Cid root) {
    return kubo.one(KuboCall.of("pin/rm").arg(root), KuboPins::pins);
  }

  /** Pins the second in place of the first. */
  public CompletableFuture<List<Cid>> update(Cid from, Cid to) {
    return kubo.one(KuboCall.of("pin/update").arg(from).arg(to), KuboPins::pins);
  }

  private static List<Cid> pins(MapNode map) throws IOException {
    return Reply.cids(Reply.texts(map, "Pins"));
  }

  /**
   * A pin.
   *
   * @param type {@code direct}, {@code recursive} or {@code indirect}
   * @param name empty for none
   */
  public record Pin(Cid cid, String type, String name) {}

  /**
   * The pins of a type.
   *
   * @param type {@code direct}, {@code recursive}, {@code indirect} or {@code all}
   */
  public KuboStream<Pin> ls(String type) {
    return kubo.objects(
        KuboCall.of("pin/ls").option("type", type).option("stream", true).option("names", true),
        map ->
            Optional.of(
                new Pin(Reply.cid(map.text("Cid")), map.text("Type"), Reply.text(map, "Name"))));
  }

  /** Whether all that a pin keeps is there. */
  public record Verified(Cid cid, boolean whole) {}

  /** Looks at all recursive pins. */
  public KuboStream<Verified> verify() {
    return kubo.objects(
        KuboCall.of("pin/verify").option("verbose", true),
        map -> Optional.of(new Verified(Reply.cid(map.text("Cid")), map.bool("Ok"))));
  }

  /** Makes a pinning service known under a name. */
  public CompletableFuture<String> remoteServiceAdd(String name, URI endpoint, String key) {
    return kubo.one(
        KuboCall.of("pin/remote/service/add").arg(name).arg(endpoint).arg(key), map -> name);
  }

  /** Forgets a pinning service. */
  public CompletableFuture<String> remoteServiceRm(String name) {
    return kubo.one(KuboCall.of("pin/remote/service/rm").arg(name), map -> name);
  }

  /** The names of the pinning services. */
  public CompletableFuture<List<String>> remoteServices() {
    return kubo.one(
        KuboCall.of("pin/remote/service/ls"),
        map -> {
          List<String> names = new ArrayList<>();
          for (MapNode service : Reply.maps(map, "RemoteServices")) {
            names.add(service.text("Service"));
          }
          return List.copyOf(names);
        });
  }

  /**
   * A pin at a service.
   *
   * @param status {@code queued}, {@code pinning}, {@code pinned} or {@code failed}
   */
  public record RemotePin(Cid cid, String name, String status) {}

  /** Has a service pin; unless in the background, the answer comes when it has. */
  public CompletableFuture<RemotePin> remoteAdd(
      String service, Cid cid, String name, boolean background) {
    return kubo.one(
        KuboCall.of("pin/remote/add")
            .arg(cid)
            .option("service", service)
            .option("name", name)
            .option("background", background),
        KuboPins::remote);
  }

  /** The pins at a service of those states. */
  public KuboStream<RemotePin> remoteLs(String service, List<String> states) {
    KuboCall call = KuboCall.of("pin/remote/ls").option("service", service);
    if (!states.isEmpty()) {
      call.option("status", String.join(",", states));
    }
    return kubo.objects(call, map -> Optional.of(remote(map)));
  }

  /** Has a service forget all pins of a name. */
  public CompletableFuture<String> remoteRm(String service, String name) {
    return kubo.one(
        KuboCall.of("pin/remote/rm")
            .option("service", service)
            .option("name", name)
            .option("force", true),
        map -> name);
  }

  private static RemotePin remote(MapNode map) throws IOException {
    return new RemotePin(
        Reply.cid(map.text("Cid")), Reply.text(map, "Name"), Reply.text(map, "Status"));
  }
}
