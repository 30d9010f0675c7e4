package io.pinakes.ipfs.pin;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.store.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The pins of a store, one a CID. Table {@code pins}: the CID's bytes → one byte for the kind
 * ({@code d} or {@code r}), then the name in UTF-8.
 */
public final class Pins {
  private static final String TABLE = "pins";
  private static final byte DIRECT = 'd';
  private static final byte RECURSIVE = 'r';

  private final Store store;
  private final Table table;

  /** The pins of that store. */
  public Pins(Store store) {
    this.store = store;
    this.table = store.table(TABLE);
  }

  /** Takes the pins one by one. */
  @FunctionalInterface
  public interface Visitor {
    /** Looks at one pin; false ends the visit. */
    boolean visit(Pin pin) throws IOException;
  }

  /**
   * Sets a pin, in place of one that the CID may have, durably.
   *
   * @throws MissingBlockException if the block itself is not here; what is missing below it, a
   *     garbage collection reports
   */
  public void add(Pin pin) throws IOException {
    try (Lease lease = store.lease()) {
      if (!lease.hold(pin.cid())) {
        throw new MissingBlockException(pin.cid());
      }
      Batch batch = lease.batch();
      add(batch, pin);
      batch.commit(Durability.SYNCED);
    }
  }

  /** Sets a pin with a batch that the caller commits, under a lease that holds the block. */
  public void add(Batch batch, Pin pin) {
    byte[] name = pin.name().getBytes(StandardCharsets.UTF_8);
    byte[] value = new byte[name.length + 1];
    value[0] = pin.kind() == Pin.Kind.DIRECT ? DIRECT : RECURSIVE;
    System.arraycopy(name, 0, value, 1, name.length);
    batch.put(table, pin.cid().toBytes(), value);
  }

  /**
   * Takes a pin away, durably.
   *
   * @return whether there was one
   */
  public boolean remove(Cid cid) throws IOException {
    boolean there = table.get(cid.toBytes()).isPresent();
    Batch batch = store.batch();
    remove(batch, cid);
    batch.commit(Durability.SYNCED);
    return there;
  }

  /** Takes a pin away with a batch that the caller commits. */
  public void remove(Batch batch, Cid cid) {
    batch.delete(table, cid.toBytes());
  }

  /** The pin of a CID. */
  public Optional<Pin> find(Cid cid) throws IOException {
    Optional<byte[]> value = table.get(cid.toBytes());
    return value.isPresent() ? Optional.of(parse(cid.toBytes(), value.get())) : Optional.empty();
  }

  /** Visits all pins, sorted by CID. */
  public void list(Visitor visitor) throws IOException {
    table.scan(new byte[0], (key, value) -> visitor.visit(parse(key, value)));
  }

  private static Pin parse(byte[] key, byte[] value) throws StoreDamagedException {
    if (value.length == 0 || value[0] != DIRECT && value[0] != RECURSIVE) {
      throw new StoreDamagedException("an entry of table [" + TABLE + "] is malformed");
    }
    Pin.Kind kind = value[0] == DIRECT ? Pin.Kind.DIRECT : Pin.Kind.RECURSIVE;
    byte[] name = Arrays.copyOfRange(value, 1, value.length);
    try {
      return new Pin(Cid.fromBytes(key), kind, new String(name, StandardCharsets.UTF_8));
    } catch (MultiformatException e) {
      throw new StoreDamagedException("a key of table [" + TABLE + "] is malformed", e);
    }
  }
}
