package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.http.kubo.KuboCall;
import io.pinakes.ipfs.http.kubo.KuboClient;
import io.pinakes.ipfs.http.kubo.KuboException;
import io.pinakes.ipfs.http.kubo.KuboNetwork;
import io.pinakes.ipfs.http.kubo.KuboOptions;
import io.pinakes.ipfs.http.kubo.KuboStream;
import io.pinakes.ipfs.http.kubo.KuboUpload;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.unixfs.UnixFsProfile;
import io.pinakes.node.testing.Patience;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every method of our client against real daemons, of which one talks to the other. */
@Tag("interop")
@Timeout(600)
class KuboClientIT {
  private static final byte[] NEWS = "news".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private final Map<String, String> told = new TreeMap<>();

  @Test
  void everyMethodWorksAgainstKubo() throws Exception {
    String[] how = {
      "Pubsub.Enabled", "true", "Routing.Type", "\"dhtserver\"", "Provide.Enabled", "true"
    };
    try (KuboDaemon one = new KuboDaemon(folder.resolve("one"));
        KuboDaemon two = new KuboDaemon(folder.resolve("two"))) {
      one.start(how);
      two.start(how);
      try (KuboClient kubo = client(one);
          KuboClient other = client(two)) {
        Cid file = files(kubo);
        blocksAndNodes(kubo, file);
        pins(kubo, file);
        names(kubo);
        network(kubo, other);
        repo(kubo, file);
        wrongs(kubo);
      }
    }
    told.forEach((method, outcome) -> System.out.println("our client " + method + ": " + outcome));
    assertThat(told).hasSize(63);
  }

  private static KuboClient client(KuboDaemon kubo) throws IOException {
    String api = kubo.api();
    return new KuboClient(
        KuboOptions.at(URI.create("http://127.0.0.1:" + api.substring(api.lastIndexOf('/') + 1))));
  }

  private <T> T tell(String method, CompletableFuture<T> call) throws Exception {
    T outcome = call.get(Patience.SECONDS, TimeUnit.SECONDS);
    String text =
        outcome instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(outcome);
    told.put(method, text.substring(0, Math.min(120, text.length())));
    return outcome;
  }

  private <T> List<T> tell(String method, KuboStream<T> stream) throws Exception {
    return tell(method, stream.toList(100_000));
  }

  private byte[] bytes(String method, KuboStream<byte[]> stream) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    stream.toList(1 << 20).get(Patience.SECONDS, TimeUnit.SECONDS).forEach(all::writeBytes);
    told.put(method, all.size() + " bytes");
    return all.toByteArray();
  }

  private Cid files(KuboClient kubo) throws Exception {
    byte[] content = new byte[3_000_000];
    content[2_999_999] = 7;
    var added =
        tell(
            "add",
            kubo.files()
                .add(
                    new KuboUpload(
                        List.of(
                            KuboUpload.folder("d/empty"),
                            KuboUpload.symlink("d/link", "big"),
                            KuboUpload.file("d/big", () -> new ByteArrayInputStream(content)))),
                    UnixFsProfile.V1_2025,
                    true));
    Cid root = added.getLast().cid().orElseThrow();
    assertThat(added).anyMatch(each -> each.cid().isEmpty() && each.bytes() == 3_000_000);
    assertThat(bytes("cat", kubo.files().cat(root + "/big"))).isEqualTo(content);
    assertThat(bytes("cat part", kubo.files().cat(root + "/big", 2_999_998, 2)))
        .isEqualTo(new byte[] {0, 7});
    assertThat(bytes("get", kubo.files().get(root.toString())).length).isGreaterThan(3_000_000);
    assertThat(tell("ls", kubo.files().ls(root.toString()))).hasSize(3);
    assertThat(tell("refs", kubo.files().refs(root.toString()))).isNotEmpty();
    assertThat(tell("refs/local", kubo.files().refsLocal())).isNotEmpty();
    assertThat(tell("resolve", kubo.files().resolve(root + "/big"))).startsWith("/ipfs/baf");
    assertThat(tell("id", kubo.id()).agent()).startsWith("kubo/");
    assertThat(tell("version", kubo.version())).startsWith("0.4");
    assertThat(bytes("call", kubo.call(KuboCall.of("version")))).isNotEmpty();
    assertThat(tell("objects", kubo.objects(KuboCall.of("version")))).hasSize(1);
    return root;
  }

  private void blocksAndNodes(KuboClient kubo, Cid root) throws Exception {
    Cid block = tell("block/put", kubo.block().put(NEWS, Multicodec.RAW));
    assertThat(block).isEqualTo(Cid.of(Multicodec.RAW, NEWS));
    assertThat(tell("block/get", kubo.block().get(block))).isEqualTo(NEWS);
    assertThat(tell("block/stat", kubo.block().stat(block))).isEqualTo(4);
    assertThat(tell("block/rm", kubo.block().rm(List.of(block, root))))
        .satisfiesExactlyInAnyOrder(
            each -> assertThat(each.error()).isEmpty(),
            each -> assertThat(each.error()).contains("pinned"));
    MapNode node = MapNode.builder().put("to", root).put("n", 3).build();
    Cid named = tell("dag/put", kubo.dag().put(node));
    assertThat(tell("dag/get", kubo.dag().get(named.toString()))).isEqualTo(node);
    assertThat(tell("dag/resolve", kubo.dag().resolve(named + "/n")).rest()).isEqualTo("/n");
    assertThat(tell("dag/stat", kubo.dag().stat(root)).bytes()).isGreaterThan(1 << 20);
    byte[] car = bytes("dag/export", kubo.dag().exportCar(root));
    assertThat(tell("dag/import", kubo.dag().importCar(KuboUpload.of(car))).getFirst().cid())
        .isEqualTo(root);
  }

  private void pins(KuboClient kubo, Cid root) throws Exception {
    assertThat(tell("pin/add", kubo.pin().add(root, "mine"))).containsExactly(root);
    assertThat(tell("pin/ls", kubo.pin().ls("recursive")))
        .anyMatch(pin -> pin.cid().equals(root) && pin.name().equals("mine"));
    assertThat(tell("pin/verify", kubo.pin().verify())).allMatch(each -> each.whole());
    Cid next = kubo.block().put("next".getBytes(StandardCharsets.UTF_8), Multicodec.RAW).get();
    assertThat(tell("pin/update", kubo.pin().update(root, next))).containsExactly(root, next);
    assertThat(tell("pin/rm", kubo.pin().rm(next))).containsExactly(next);
    tell(
        "pin/remote/service/add",
        kubo.pin().remoteServiceAdd("far", URI.create("http://127.0.0.1:9/p"), "key"));
    assertThat(tell("pin/remote/service/ls", kubo.pin().remoteServices())).containsExactly("far");
    refused("pin/remote/add", kubo.pin().remoteAdd("far", root, "mine", false));
    refused("pin/remote/ls", kubo.pin().remoteLs("far", List.of("pinned")).toList(1));
    refused("pin/remote/rm", kubo.pin().remoteRm("far", "mine"));
    tell("pin/remote/service/rm", kubo.pin().remoteServiceRm("far"));
  }

  /** What cannot work here fails with the daemon's own reason. */
  private void refused(String method, CompletableFuture<?> call) {
    Throwable failure =
        Assertions.catchThrowableOfType(
                ExecutionException.class, () -> call.get(Patience.SECONDS, TimeUnit.SECONDS))
            .getCause();
    assertThat(failure).as(method).isInstanceOf(KuboException.class);
    String words = String.valueOf(failure.getMessage());
    told.put(method, "refused as it should: " + words.substring(0, Math.min(100, words.length())));
  }

  private void names(KuboClient kubo) throws Exception {
    var key = tell("key/gen", kubo.name().keyGen("site"));
    assertThat(tell("key/list", kubo.name().keys())).hasSize(2);
    var published = tell("name/publish", kubo.name().publish("/ipfs/bafkqaaa", "site"));
    assertThat(published.name()).isEqualTo(key.id());
    assertThat(tell("name/resolve", kubo.name().resolve(key.id()))).isEqualTo("/ipfs/bafkqaaa");
    byte[] record = tell("name/get", kubo.name().get(key.id()));
    assertThat(tell("name/inspect", kubo.name().inspect(record))).isEqualTo("/ipfs/bafkqaaa");
    tell("name/put", kubo.name().put(key.id(), record));
    assertThat(tell("routing/get", kubo.network().getValue("/ipns/" + key.id()))).isNotEmpty();
    tell("routing/put", kubo.network().putValue("/ipns/" + key.id(), record));
    assertThat(tell("key/rename", kubo.name().keyRename("site", "other")).name())
        .isEqualTo("other");
    assertThat(tell("key/rm", kubo.name().keyRm("other"))).hasSize(1);
  }

  private void network(KuboClient kubo, KuboClient other) throws Exception {
    KuboNetwork network = kubo.network();
    var them = other.id().get();
    tell("swarm/connect", network.connect(them.addresses().getFirst()));
    assertThat(tell("swarm/peers", network.peers())).containsExactly(them.id());
    assertThat(tell("swarm/addrs", network.knownPeers())).contains(them.id());
    assertThat(tell("swarm/addrs/local", network.localAddresses())).isNotEmpty();
    assertThat(tell("swarm/addrs/listen", network.listenAddresses())).isNotEmpty();
    Inbox inbox = new Inbox();
    other.network().subscribe("topic").subscribe(inbox);
    while (!network.topicPeers("topic").get().contains(them.id())) {
      Thread.onSpinWait();
    }
    tell("pubsub/peers", network.topicPeers("topic"));
    tell("pubsub/pub", network.publish("topic", NEWS));
    KuboNetwork.Message message = inbox.messages.poll(Patience.SECONDS, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    assertThat(message.data()).isEqualTo(NEWS);
    told.put("pubsub/sub", "from " + message.from());
    assertThat(tell("pubsub/ls", other.network().topics())).containsExactly("topic");
    inbox.subscription.get().cancel();
    Cid block = other.block().put(NEWS, Multicodec.RAW).get();
    tell("routing/provide", other.network().provide(block));
    assertThat(tell("routing/findprovs", network.findProviders(block, 1))).contains(them.id());
    assertThat(tell("routing/findpeer", network.findPeer(them.id()))).contains(them.id());
    tell("swarm/disconnect", network.disconnect("/p2p/" + them.id()));
  }

  private static final class Inbox implements Flow.Subscriber<KuboNetwork.Message> {
    private final BlockingQueue<KuboNetwork.Message> messages = new ArrayBlockingQueue<>(10);
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription.complete(given);
      given.request(1);
    }

    @Override
    public void onNext(KuboNetwork.Message message) {
      messages.add(message);
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {
      throw new AssertionError("a subscription does not end");
    }
  }

  private void repo(KuboClient kubo, Cid root) throws Exception {
    assertThat(tell("repo/stat", kubo.repo().stat()).blocks()).isPositive();
    assertThat(tell("repo/version", kubo.repo().version())).matches("[0-9]+");
    assertThat(tell("repo/verify", kubo.repo().verify()).getLast()).contains("validated");
    assertThat(tell("repo/gc", kubo.repo().gc())).anyMatch(gone -> gone.hash().equals(root.hash()));
  }

  private void wrongs(KuboClient kubo) throws Exception {
    refused("error", kubo.pin().rm(Cid.parse("bafkqaaa")));
    CompletableFuture<List<KuboNetwork.Message>> waiting = kubo.network().subscribe("x").toList(1);
    while (!kubo.network().topics().get().contains("x")) {
      Thread.onSpinWait();
    }
    waiting.cancel(true);
    while (kubo.network().topics().get().contains("x")) {
      Thread.onSpinWait();
    }
    told.put("cancel", "the daemon knows at once");
  }
}
