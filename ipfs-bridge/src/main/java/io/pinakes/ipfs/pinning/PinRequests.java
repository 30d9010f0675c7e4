package io.pinakes.ipfs.pinning;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.store.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * The requests, in the table {@code pin-requests}: key the id, which begins with the time, so that
 * they are sorted by it. The lock lets one change at a time be read, made and written.
 */
final class PinRequests {
  /** Each costs a row, and listing them a look at each. */
  static final int MAX_REQUESTS = 100_000;

  private final Store store;
  private final Table table;
  private final Pins pins;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final ReentrantLock lock = new ReentrantLock();
  private long last;
  private int count;

  PinRequests(Store store, InstantSource clock, RandomGenerator random) throws IOException {
    this.store = store;
    this.table = store.table("pin-requests");
    this.pins = new Pins(store);
    this.clock = clock;
    this.random = random;
    for (PinRequest request : list()) {
      last = Math.max(last, request.created().toEpochMilli());
      count++;
    }
  }

  /** All of them, the oldest first. */
  List<PinRequest> list() throws IOException {
    List<PinRequest> all = new ArrayList<>();
    table.scan(new byte[0], (key, value) -> all.add(parse(text(key), value)));
    return all;
  }

  Optional<PinRequest> find(String id) throws IOException {
    Optional<byte[]> row = table.get(key(id));
    return row.isPresent() ? Optional.of(parse(id, row.get())) : Optional.empty();
  }

  /** Writes a new one down, in place of another if one is named. */
  PinRequest add(
      Cid cid,
      String name,
      Map<String, String> meta,
      List<String> origins,
      Optional<PinRequest> instead)
      throws IOException {
    lock.lock();
    try {
      if (count >= MAX_REQUESTS) {
        throw new IllegalArgumentException("there are [" + count + "] requests, and no room");
      }
      last = Math.max(last + 1, clock.millis());
      byte[] more = new byte[8];
      random.nextBytes(more);
      String id = String.format(Locale.ROOT, "%012x", last) + HexFormat.of().formatHex(more);
      PinRequest added =
          new PinRequest(
              id,
              cid,
              name,
              meta,
              origins,
              Instant.ofEpochMilli(last),
              PinRequest.Status.QUEUED,
              "",
              false);
      Batch batch = store.batch();
      batch.put(table, key(id), added.encode());
      batch.commit(Durability.SYNCED);
      count++;
      if (instead.isPresent()) {
        remove(instead.get().id());
      }
      return added;
    } finally {
      lock.unlock();
    }
  }

  /** Writes down how far one is, unless it was withdrawn meanwhile. */
  void move(PinRequest request, PinRequest.Status status, String info) throws IOException {
    lock.lock();
    try {
      Optional<PinRequest> now = find(request.id());
      if (now.isPresent()) {
        Batch batch = store.batch();
        batch.put(table, key(request.id()), now.get().at(status, info, now.get().ours()).encode());
        batch.commit(Durability.SYNCED);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Pins what a request asks for, all of which the lease holds, unless it was withdrawn. */
  void pin(PinRequest request, Lease lease) throws IOException {
    lock.lock();
    try {
      if (find(request.id()).isEmpty()) {
        return;
      }
      Batch batch = lease.batch();
      boolean ours = pins.find(request.cid()).isEmpty() || isOurs(request.cid());
      if (ours) {
        pins.add(batch, new Pin(request.cid(), Pin.Kind.RECURSIVE, name(request)));
      }
      PinRequest done = request.at(PinRequest.Status.PINNED, "", ours);
      batch.put(table, key(request.id()), done.encode());
      batch.commit(Durability.SYNCED);
    } finally {
      lock.unlock();
    }
  }

  private static String name(PinRequest request) {
    return request.name().isEmpty() ? "pinning service" : request.name();
  }

  private boolean isOurs(Cid cid) throws IOException {
    return list().stream().anyMatch(each -> each.ours() && each.cid().equals(cid));
  }

  /**
   * Withdraws one. Its pin goes with it, unless another request has the same, or it was there
   * before any.
   *
   * @return whether there was one
   */
  boolean remove(String id) throws IOException {
    lock.lock();
    try {
      Optional<PinRequest> request = find(id);
      if (request.isEmpty()) {
        return false;
      }
      Batch batch = store.batch();
      batch.delete(table, key(id));
      boolean last =
          request.get().ours()
              && list().stream()
                  .noneMatch(
                      each ->
                          each.ours()
                              && !each.id().equals(id)
                              && each.cid().equals(request.get().cid()));
      if (last) {
        pins.remove(batch, request.get().cid());
      }
      batch.commit(Durability.SYNCED);
      count--;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static byte[] key(String id) {
    return id.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] key) {
    return new String(key, StandardCharsets.UTF_8);
  }

  private static PinRequest parse(String id, byte[] row) throws StoreDamagedException {
    try {
      return PinRequest.decode(id, row);
    } catch (CodecException | IllegalArgumentException e) {
      throw new StoreDamagedException("an entry of table [pin-requests] is malformed", e);
    }
  }
}
