package io.pinakes.ipfs.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import io.pinakes.ipfs.car.DagWalk;
import io.pinakes.ipfs.fetch.Graphs;
import io.pinakes.ipfs.gateway.DelegatedRouting;
import io.pinakes.ipfs.gateway.Gateway;
import io.pinakes.ipfs.gateway.GatewayOptions;
import io.pinakes.ipfs.gateway.NameRecords;
import io.pinakes.ipfs.ipns.IpnsData;
import io.pinakes.ipfs.ipns.IpnsException;
import io.pinakes.ipfs.ipns.IpnsRecord;
import io.pinakes.ipfs.ipns.IpnsSigner;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import io.pinakes.ipfs.store.rocksdb.RocksStore;
import io.pinakes.ipfs.visibility.PublicBlocks;
import io.pinakes.ipfs.visibility.Visibility;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every private block of a store on disk, asked for on every surface. */
@Tag("slow")
class RefusalIT {
  private static final List<String> SURFACES =
      List.of(
          "/ipfs/%s?format=raw",
          "/ipfs/%s?format=car",
          "/ipfs/%s?format=car&dag-scope=block",
          "/ipfs/%s?format=car&dag-scope=entity",
          "/ipfs/%s?format=car&dag-scope=entity&entity-bytes=0:9",
          "/ipfs/%s?format=tar",
          "/ipfs/%s?format=dag-json",
          "/ipfs/%s?format=dag-cbor",
          "/ipfs/%s?format=json",
          "/ipfs/%s?format=cbor",
          "/ipfs/%s?format=ipns-record",
          "/ipfs/%s",
          "/ipfs/%s/",
          "/ipfs/%s/0",
          "/routing/v1/providers/%s");

  /** What else a request may say: nothing, a part, a page, or that it has something already. */
  private static final List<List<String>> HEADERS =
      List.of(
          List.of(),
          List.of("Range", "bytes=0-9"),
          List.of("Accept", "text/html"),
          List.of("If-None-Match", "*"));

  /** What is so long is kept in another way than shorter blocks are. */
  private static final int LONG_BYTES = 100_000;

  /** Of the graphs that are private, or not here; each block is asked for on each surface. */
  private static final int LEAVES = 400;

  /** Other requests than the plain ones are for one block of so many. */
  private static final int SAMPLED = 8;

  /** Pairs of requests that are timed, one beside the other. */
  private static final int TIMED = 100;

  private static final int ROUNDS = 61;

  @TempDir Path folder;

  private final List<Cid> secret = new ArrayList<>();
  private final List<Cid> absent = new ArrayList<>();
  private final PrivateKey hidden = PrivateKey.generateEd25519(new Random(4));
  private final PrivateKey nowhere = PrivateKey.generateEd25519(new Random(5));
  private final Map<PeerId, IpnsRecord> names = new HashMap<>();

  @Test
  void everyPrivateBlockIsRefusedInTheSameWordsAndTimeAsOneThatIsNotHere() throws Exception {
    try (Store store = RocksStore.open(folder, StoreOptions.DEFAULTS)) {
      Block shown = graph(1, LEAVES, block -> store.blocks().put(List.of(block)));
      // What is not here has the form of what is: each block has one beside it, of its codec.
      hide(store, 2, LEAVES);
      graph(3, LEAVES, block -> absent.add(block.cid()));
      Block withdrawn = hide(store, 4, 100);
      graph(5, 100, block -> absent.add(block.cid()));
      Block longOne = longBlock(6);
      store.blocks().put(List.of(longOne));
      secret.add(longOne.cid());
      absent.add(longBlock(7).cid());
      assertThat(secret).hasSameSizeAs(absent);
      Visibility visibility = new Visibility(store);
      visibility.addRoot(shown.cid());
      visibility.addRoot(withdrawn.cid());
      PublicBlocks open = PublicBlocks.of(store);
      Gateway gateway =
          new Gateway(open, this::record, GatewayOptions.BROWSER, InstantSource.system())
              .withRouting(
                  new DelegatedRouting(
                      open, NameRecords.NONE, Optional::empty, InstantSource.system()));
      names.put(hidden.publicKey().peerId(), lead(hidden, secret.getFirst()));
      names.put(nowhere.publicKey().peerId(), lead(nowhere, absent.getFirst()));
      try (GatewayServer server = GatewayServer.start(gateway, ServerOptions.loopback(0));
          HttpClient client = HttpClient.newHttpClient()) {
        assertThat(said(client, server.uri(), SURFACES.getFirst(), withdrawn.cid()))
            .startsWith("200");
        visibility.removeRoot(withdrawn.cid());
        sameWords(server.uri(), client);
        sameWordsByName(server.uri(), client);
        sameTime(server.uri(), client);
      }
    }
  }

  /** Takes a block. */
  @FunctionalInterface
  private interface Taking {
    void take(Block block) throws IOException;
  }

  private static Block graph(long seed, int leaves, Taking taking) throws IOException {
    MemoryBlockstore blocks = new MemoryBlockstore();
    Block root = Graphs.random(blocks, new Random(seed), leaves, 300);
    DagWalk.depthFirst(blocks, List.of(root.cid()), taking::take);
    return root;
  }

  private Block hide(Store store, long seed, int leaves) throws IOException {
    return graph(
        seed,
        leaves,
        block -> {
          store.blocks().put(List.of(block));
          secret.add(block.cid());
        });
  }

  private static Block longBlock(long seed) {
    byte[] bytes = new byte[LONG_BYTES];
    new Random(seed).nextBytes(bytes);
    return Block.of(Multicodec.RAW, bytes);
  }

  private void sameWords(URI server, HttpClient client) throws Exception {
    for (String surface : SURFACES) {
      for (String method : List.of("GET", "HEAD")) {
        for (List<String> headers : HEADERS) {
          int step = method.equals("GET") && headers.isEmpty() ? 1 : SAMPLED;
          // From the last one on, which is the long one.
          for (int i = secret.size() - 1; i >= 0; i -= step) {
            assertThat(said(client, server, surface, secret.get(i), method, headers))
                .as("%s %s %s", method, surface, headers)
                .isEqualTo(said(client, server, surface, absent.get(i), method, headers));
          }
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d private blocks on %d surfaces, by GET and HEAD, with %d sets of headers%n",
        secret.size(),
        SURFACES.size(),
        HEADERS.size());
  }

  /** A name that somebody signed and leads to what is private, beside one to what is not here. */
  private void sameWordsByName(URI server, HttpClient client) throws Exception {
    for (String how : List.of("?format=raw", "?format=car", "", "/0")) {
      // The CID is not in these paths: the name leads to it.
      assertThat(said(client, server, path(hidden) + how, secret.getFirst()))
          .as(how)
          .isEqualTo(said(client, server, path(nowhere) + how, absent.getFirst()));
    }
  }

  private static String path(PrivateKey key) {
    return "/ipns/" + key.publicKey().peerId().toName();
  }

  private Optional<IpnsRecord> record(PeerId name) {
    return Optional.ofNullable(names.get(name));
  }

  private static IpnsRecord lead(PrivateKey key, Cid to) throws IpnsException {
    Instant end = Instant.now().plus(Duration.ofDays(1));
    return new IpnsSigner(key).sign(new IpnsData("/ipfs/" + to, 1, end, IpnsData.DEFAULT_TTL));
  }

  private static String said(HttpClient client, URI server, String surface, Cid cid)
      throws Exception {
    return said(client, server, surface, cid, "GET", List.of());
  }

  private static String said(
      HttpClient client, URI server, String surface, Cid cid, String method, List<String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(server, surface, cid))
            .method(method, HttpRequest.BodyPublishers.noBody());
    for (int i = 0; i < headers.size(); i += 2) {
      request.header(headers.get(i), headers.get(i + 1));
    }
    HttpResponse<String> answer = client.send(request.build(), bodies());
    return answer.statusCode() + " " + new TreeMap<>(answer.headers().map()) + answer.body();
  }

  /** Asked in turn, so that whatever else the machine does slows both down alike. */
  private void sameTime(URI server, HttpClient client) throws Exception {
    for (String surface : List.of(SURFACES.getFirst(), SURFACES.getLast())) {
      sameTime(server, client, surface, secret, absent);
    }
    List<Cid> longSecret = List.of(secret.getLast());
    sameTime(server, client, SURFACES.getFirst(), longSecret, List.of(absent.getLast()));
  }

  private static void sameTime(
      URI server, HttpClient client, String surface, List<Cid> hidden, List<Cid> absent)
      throws Exception {
    double[] ratios = new double[ROUNDS];
    double[] privately = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long[] one = new long[TIMED];
      long[] two = new long[TIMED];
      for (int i = 0; i < TIMED; i++) {
        int at = round * TIMED + i;
        one[i] = took(client, request(server, surface, hidden.get(at % hidden.size())));
        two[i] = took(client, request(server, surface, absent.get(at % absent.size())));
      }
      Arrays.sort(one);
      Arrays.sort(two);
      privately[round] = one[TIMED / 2] / 1e3;
      // Of one round: how busy the machine is changes from one to the next.
      ratios[round] = (double) one[TIMED / 2] / two[TIMED / 2];
    }
    Arrays.sort(ratios);
    Arrays.sort(privately);
    System.out.printf(
        Locale.ROOT,
        "%s: median %.1f µs private, %.3f times as long as absent%n",
        surface,
        privately[ROUNDS / 2],
        ratios[ROUNDS / 2]);
    assertThat(ratios[ROUNDS / 2]).as(surface).isBetween(0.9, 1.1);
  }

  private static long took(HttpClient client, HttpRequest request) throws Exception {
    long start = System.nanoTime();
    client.send(request, bodies());
    return System.nanoTime() - start;
  }

  private static HttpResponse.BodyHandler<String> bodies() {
    return HttpResponse.BodyHandlers.ofString();
  }

  private static HttpRequest request(URI server, String surface, Cid cid) {
    return HttpRequest.newBuilder(address(server, surface, cid)).build();
  }

  private static URI address(URI server, String surface, Cid cid) {
    return server.resolve(String.format(Locale.ROOT, surface, cid));
  }
}
