package io.pinakes.ipfs.http.kubo;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multibase;
import io.pinakes.ipfs.ipld.MapNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@code swarm}, {@code pubsub} and {@code routing}. */
public final class KuboNetwork {
  /** What a routing event is about (go-libp2p's query events). */
  private static final int FINAL_PEER = 2;

  private static final int PROVIDER = 4;
  private static final int VALUE = 5;

  private final KuboTransport kubo;

  KuboNetwork(KuboTransport kubo) {
    this.kubo = kubo;
  }

  /** The ids of the peers that are connected. */
  public CompletableFuture<List<String>> peers() {
    return kubo.one(
        KuboCall.of("swarm/peers"),
        map -> {
          List<String> ids = new ArrayList<>();
          for (MapNode peer : Reply.maps(map, "Peers")) {
            ids.add(peer.text("Peer"));
          }
          return List.copyOf(ids);
        });
  }

  /** Connects to a peer; the address ends in {@code /p2p/…}. */
  public CompletableFuture<List<String>> connect(String address) {
    return strings(KuboCall.of("swarm/connect").arg(address));
  }

  /** Ends the connections to a peer. */
  public CompletableFuture<List<String>> disconnect(String address) {
    return strings(KuboCall.of("swarm/disconnect").arg(address));
  }

  /** Where the daemon can be reached. */
  public CompletableFuture<List<String>> localAddresses() {
    return strings(KuboCall.of("swarm/addrs/local"));
  }

  /** Where the daemon listens. */
  public CompletableFuture<List<String>> listenAddresses() {
    return strings(KuboCall.of("swarm/addrs/listen"));
  }

  /** The ids of the peers whose addresses are known. */
  public CompletableFuture<List<String>> knownPeers() {
    return kubo.one(KuboCall.of("swarm/addrs"), map -> List.copyOf(map.map("Addrs").keys()));
  }

  private CompletableFuture<List<String>> strings(KuboCall call) {
    return kubo.one(call, map -> Reply.texts(map, "Strings"));
  }

  /** Publishes a message. */
  public CompletableFuture<String> publish(String topic, byte[] data) {
    return kubo.one(
        KuboCall.of("pubsub/pub").arg(topic(topic)).send(KuboUpload.of(data)), map -> topic);
  }

  /** A message. */
  public static final class Message {
    private final String from;
    private final byte[] data;

    Message(String from, byte[] data) {
      this.from = from;
      this.data = data;
    }

    /** The id of the peer who published it. */
    public String from() {
      return from;
    }

    /** What it says, not to be written to. */
    public byte[] data() {
      return data;
    }
  }

  /** The messages of a topic from now on, until cancelled. */
  public KuboStream<Message> subscribe(String topic) {
    return kubo.objects(
        KuboCall.of("pubsub/sub").arg(topic(topic)).endless(),
        map -> Optional.of(new Message(map.text("from"), Multibase.decode(map.text("data")))));
  }

  /** The topics that are subscribed. */
  public CompletableFuture<List<String>> topics() {
    return kubo.one(
        KuboCall.of("pubsub/ls"),
        map -> {
          List<String> topics = new ArrayList<>();
          for (String text : Reply.texts(map, "Strings")) {
            topics.add(new String(Multibase.decode(text), StandardCharsets.UTF_8));
          }
          return List.copyOf(topics);
        });
  }

  /** The peers that are subscribed to a topic. */
  public CompletableFuture<List<String>> topicPeers(String topic) {
    return strings(KuboCall.of("pubsub/peers").arg(topic(topic)));
  }

  private static String topic(String topic) {
    return Multibase.BASE64URL.encode(topic.getBytes(StandardCharsets.UTF_8));
  }

  /** The ids of peers that have a block, as they are found. */
  public KuboStream<String> findProviders(Cid cid, int most) {
    return kubo.objects(
        KuboCall.of("routing/findprovs").arg(cid).option("num-providers", most),
        map -> responses(map, PROVIDER).stream().findFirst());
  }

  /** Tells the network that the daemon has a block. */
  public KuboStream<String> provide(Cid cid) {
    return kubo.objects(
        KuboCall.of("routing/provide").arg(cid), map -> Optional.of(Reply.text(map, "ID")));
  }

  /** Where a peer is; the ids of those that were found. */
  public KuboStream<String> findPeer(String id) {
    return kubo.objects(
        KuboCall.of("routing/findpeer").arg(id),
        map -> {
          if (Reply.text(map, "Extra").contains("not found")) {
            throw new KuboException(KuboException.Kind.FAILED_LATE, map.text("Extra"));
          }
          return responses(map, FINAL_PEER).stream().findFirst();
        });
  }

  /** The value under a key such as {@code /ipns/…}, in base64. */
  public KuboStream<String> getValue(String key) {
    return kubo.objects(
        KuboCall.of("routing/get").arg(key),
        map ->
            map.findInteger("Type").orElse(-1) == VALUE
                ? Optional.of(map.text("Extra"))
                : Optional.empty());
  }

  /** Puts a value under a key. */
  public KuboStream<String> putValue(String key, byte[] value) {
    return kubo.objects(
        KuboCall.of("routing/put")
            .arg(key)
            .option("allow-offline", true)
            .send(KuboUpload.of(value)),
        map -> Optional.of(Reply.text(map, "ID")));
  }

  private static List<String> responses(MapNode map, int type) throws IOException {
    List<String> ids = new ArrayList<>();
    if (map.findInteger("Type").orElse(-1) == type) {
      for (MapNode peer : Reply.maps(map, "Responses")) {
        ids.add(peer.text("ID"));
      }
    }
    return ids;
  }
}
