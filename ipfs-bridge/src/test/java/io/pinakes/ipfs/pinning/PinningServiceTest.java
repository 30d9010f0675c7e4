package io.pinakes.ipfs.pinning;

import static io.pinakes.ipfs.http.client.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.ApiRequest;
import io.pinakes.ipfs.api.BearerToken;
import io.pinakes.ipfs.api.Parameters;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.gateway.Content;
import io.pinakes.ipfs.graph.Completer;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.store.MemoryStore;
import io.pinakes.ipfs.store.Store;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests to pin, from queued to their end. */
@Timeout(300)
class PinningServiceTest {
  private static final String TOKEN = "a token of some length";

  private final Store store = MemoryStore.create();
  private final Block leaf = Content.raw("leaf");
  private final Block root = Content.list(leaf);

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private PinningService service(Completer completer) throws IOException {
    return new PinningService(
        store,
        completer,
        new BearerToken(TOKEN),
        () -> List.of("/ip4/127.0.0.1/tcp/1/http/p2p/x"),
        () -> Content.NOW,
        new Random(1));
  }

  private Completer completing() {
    return (cid, into) -> into.put(List.of(leaf, root));
  }

  @Test
  void whatIsAskedForIsFetchedAndPinnedAndToldOn() throws Exception {
    try (PinningService service = service(completing())) {
      MapNode added = add(service, root.cid(), "mine");
      assertThat(added.map("pin").text("cid")).isEqualTo(root.cid().toString());
      assertThat(added.list("delegates").texts()).hasSize(1);
      assertThat(end(service, added)).isEqualTo("pinned");
      assertThat(new Pins(store).find(root.cid()))
          .contains(new Pin(root.cid(), Pin.Kind.RECURSIVE, "mine"));
      assertThat(list(service, "").integer("count")).isEqualTo(1);
      assertThat(list(service, "status=failed,queued").integer("count")).isZero();
      assertThat(list(service, "name=MI&match=ipartial").integer("count")).isEqualTo(1);
      assertThat(list(service, "name=other").integer("count")).isZero();
      assertThat(list(service, "cid=" + leaf.cid()).integer("count")).isZero();
      assertThat(list(service, "before=2020-01-01T00:00:00Z").integer("count")).isZero();
      assertThat(ask(service, "DELETE", "/pins/" + added.text("requestid"), "", "").status())
          .isEqualTo(202);
      assertThat(new Pins(store).find(root.cid())).isEmpty();
      assertThat(ask(service, "GET", "/pins/" + added.text("requestid"), "", "").status())
          .isEqualTo(404);
    }
  }

  @Test
  void whatNobodyHasFailsAndTheReasonIsTold() throws Exception {
    store.blocks().put(List.of(root));
    try (PinningService service = service(Completer.NONE)) {
      MapNode added = add(service, root.cid(), "");
      assertThat(end(service, added)).isEqualTo("failed");
      MapNode told = get(service, added);
      assertThat(told.map("info").text("status_details")).contains(leaf.cid().toString());
      assertThat(new Pins(store).find(root.cid())).isEmpty();
    }
  }

  @Test
  void aPinStaysAsLongAsSomebodyWantsIt() throws Exception {
    store.blocks().put(List.of(leaf, root));
    new Pins(store).add(new Pin(leaf.cid(), Pin.Kind.RECURSIVE, "the owner's"));
    try (PinningService service = service(Completer.NONE)) {
      MapNode one = add(service, root.cid(), "one");
      assertThat(end(service, one)).isEqualTo("pinned");
      MapNode two = add(service, root.cid(), "two");
      assertThat(end(service, two)).isEqualTo("pinned");
      MapNode owners = add(service, leaf.cid(), "three");
      assertThat(end(service, owners)).isEqualTo("pinned");
      for (MapNode request : List.of(one, owners)) {
        ask(service, "DELETE", "/pins/" + request.text("requestid"), "", "");
      }
      assertThat(new Pins(store).find(root.cid())).isPresent();
      assertThat(new Pins(store).find(leaf.cid()).orElseThrow().name()).isEqualTo("the owner's");
      MapNode replaced =
          json(
              ask(
                  service,
                  "POST",
                  "/pins/" + two.text("requestid"),
                  "",
                  "{\"cid\":\"" + leaf.cid() + "\"}"));
      assertThat(end(service, replaced)).isEqualTo("pinned");
      assertThat(new Pins(store).find(root.cid())).isEmpty();
      assertThat(list(service, "").integer("count")).isEqualTo(1);
    }
  }

  @Test
  void whoWithdrawsOrReplacesARequestEndsWhatIsFetchedForIt() throws Exception {
    // As many as are worked for at once: the last has its turn only once others have ended.
    int turns = 4;
    CountDownLatch begun = new CountDownLatch(turns);
    CountDownLatch ended = new CountDownLatch(turns);
    Completer endless =
        (cid, into) -> {
          if (cid.equals(root.cid())) {
            into.put(List.of(leaf, root));
            return;
          }
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            ended.countDown();
          }
        };
    try (PinningService service = service(endless)) {
      List<MapNode> stuck = new ArrayList<>();
      for (int i = 0; i < turns; i++) {
        stuck.add(add(service, Content.raw("nowhere " + i).cid(), ""));
      }
      assertThat(begun.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      String wanted = "{\"cid\":\"" + root.cid() + "\"}";
      MapNode replaced =
          json(ask(service, "POST", "/pins/" + stuck.getFirst().text("requestid"), "", wanted));
      for (MapNode each : stuck.subList(1, turns)) {
        ask(service, "DELETE", "/pins/" + each.text("requestid"), "", "");
      }
      assertThat(ended.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(end(service, replaced)).isEqualTo("pinned");
      assertThat(list(service, "status=queued,pinning,failed").integer("count")).isZero();
      assertThat(list(service, "status=pinned").integer("count")).isEqualTo(1);
    }
  }

  @Test
  void whatAStopInterruptsIsTakenUpAgain() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    MapNode added;
    try (PinningService service =
        service(
            (cid, into) -> {
              begun.countDown();
              new CountDownLatch(1).await();
            })) {
      added = add(service, root.cid(), "mine");
      begun.await();
      assertThat(get(service, added).text("status")).isEqualTo("pinning");
    }
    try (PinningService service = service(completing())) {
      assertThat(end(service, added)).isEqualTo("pinned");
    }
  }

  @Test
  void strangersAndNonsenseAreRefused() throws Exception {
    try (PinningService service = service(Completer.NONE)) {
      ApiRequest stranger =
          new ApiRequest(
              "GET",
              "/pins",
              Parameters.parse(""),
              Map.of("authorization", "Bearer another token"),
              new ByteArrayInputStream(new byte[0]));
      assertThat(service.answer(stranger).status()).isEqualTo(401);
      for (String body :
          List.of("", "[]", "{", "{\"cid\":\"nonsense\"}", "{\"name\":\"x\"}", "{\"cid\":3}")) {
        assertThat(ask(service, "POST", "/pins", "", body).status()).as(body).isEqualTo(400);
      }
      String long70 = "{\"name\":\"" + "a".repeat(70_000) + "\"}";
      assertThat(ask(service, "POST", "/pins", "", long70).status()).isEqualTo(400);
      for (String query :
          List.of("limit=0", "limit=1001", "status=lost", "cid=x", "before=now", "match=any")) {
        assertThat(ask(service, "GET", "/pins", query, "").status()).as(query).isEqualTo(400);
      }
      assertThat(ask(service, "GET", "/pins/nothing", "", "").status()).isEqualTo(404);
      assertThat(ask(service, "PUT", "/pins", "", "").status()).isEqualTo(405);
      assertThat(list(service, "status=queued,pinning,pinned,failed").integer("count")).isZero();
    }
  }

  private static MapNode add(PinningService service, Cid cid, String name) throws IOException {
    ApiAnswer answer =
        ask(
            service,
            "POST",
            "/pins",
            "",
            "{\"cid\":\"" + cid + "\",\"name\":\"" + name + "\",\"origins\":[\"/ip4/1.2.3.4\"]}");
    assertThat(answer.status()).isEqualTo(202);
    return json(answer);
  }

  private static MapNode get(PinningService service, MapNode request) throws IOException {
    return json(ask(service, "GET", "/pins/" + request.text("requestid"), "", ""));
  }

  private static MapNode list(PinningService service, String query) throws IOException {
    return json(ask(service, "GET", "/pins", query, ""));
  }

  /** Its last status. */
  private static String end(PinningService service, MapNode request) throws IOException {
    String status = "queued";
    while (status.equals("queued") || status.equals("pinning")) {
      Thread.onSpinWait();
      status = get(service, request).text("status");
    }
    return status;
  }

  private static ApiAnswer ask(
      PinningService service, String method, String path, String query, String body) {
    return service.answer(
        new ApiRequest(
            method,
            path,
            Parameters.parse(query),
            Map.of("authorization", "Bearer " + TOKEN),
            new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
  }

  private static MapNode json(ApiAnswer answer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    answer.body().writeTo(out);
    return (MapNode) DagJson.RELAXED.decode(out.toByteArray());
  }
}
