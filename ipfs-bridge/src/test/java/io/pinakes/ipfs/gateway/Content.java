package io.pinakes.ipfs.gateway;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.car.CarReader;
import io.pinakes.ipfs.car.CarSection;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import io.pinakes.ipfs.store.MemoryStore;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.visibility.PublicBlocks;
import io.pinakes.ipfs.visibility.Visibility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A store with a gateway before it, and ways to ask. */
public final class Content {
  /** When all of it happens. */
  public static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private final Store store = MemoryStore.create();
  private final Visibility visibility = new Visibility(store);

  /** Keeps blocks, private. */
  public void put(Block... blocks) throws IOException {
    store.blocks().put(List.of(blocks));
  }

  /** Makes a root public. */
  public void publish(Block root) throws IOException {
    visibility.addRoot(root.cid());
  }

  /** Makes it private again. */
  public void unpublish(Block root) throws IOException {
    visibility.removeRoot(root.cid());
  }

  /** The store behind the gate. */
  public Store store() {
    return store;
  }

  /** A gateway through the gate. */
  public Gateway gateway(GatewayOptions options) {
    return gateway(options, NameRecords.NONE);
  }

  /** A gateway through the gate, with names. */
  public Gateway gateway(GatewayOptions options, NameRecords names) {
    return new Gateway(PublicBlocks.of(store), names, options, () -> NOW);
  }

  /** A raw block. */
  public static Block raw(String text) {
    return Block.of(Multicodec.RAW, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A dag-cbor list of links. */
  public static Block list(Block... linked) {
    List<Cid> links = new ArrayList<>();
    for (Block block : linked) {
      links.add(block.cid());
    }
    return Block.of(Multicodec.DAG_CBOR, DagCbor.STRICT.encode(ListNode.ofLinks(links)));
  }

  static Answer get(Gateway gateway, String target, String... headers) {
    return ask(gateway, "GET", target, headers);
  }

  static Answer ask(Gateway gateway, String method, String target, String... headers) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      map.put(headers[i], headers[i + 1]);
    }
    return gateway.answer(GatewayRequest.of(method, target, map));
  }

  static byte[] body(Answer answer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    answer.body().writeTo(out);
    return out.toByteArray();
  }

  static String text(Answer answer) throws IOException {
    return new String(body(answer), StandardCharsets.UTF_8);
  }

  static List<Cid> blocks(Answer car) throws IOException {
    List<Cid> blocks = new ArrayList<>();
    CarReader reader = CarReader.open(new ByteArrayInputStream(body(car)));
    for (Optional<CarSection> next = reader.next(); next.isPresent(); next = reader.next()) {
      blocks.add(next.get().block().cid());
    }
    return blocks;
  }
}
