package io.pinakes.ipfs.names;

import io.pinakes.core.key.PeerId;
import io.pinakes.ipfs.gateway.NameRecords;
import io.pinakes.ipfs.gateway.RecordTaker;
import io.pinakes.ipfs.ipns.IpnsException;
import io.pinakes.ipfs.ipns.IpnsRecord;
import io.pinakes.ipfs.ipns.IpnsValidator;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.Table;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest record of each name, in the table {@code names}: key the name's multihash, value the
 * record as it was signed. Every record in it is public: it was signed to be shown.
 *
 * <p>May be called by any thread; the lock lets one record be compared and put at a time.
 */
public final class NameTable implements NameRecords, RecordTaker {
  private final Store store;
  private final Table table;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** The names of that store. */
  public NameTable(Store store, InstantSource clock) {
    this.store = store;
    this.table = store.table("names");
    this.clock = clock;
  }

  /**
   * Takes a record for a name, if it is newer than the one that is there.
   *
   * @return the record that counts now
   * @throws IpnsException if it does not hold for the name now
   * @throws IOException if it cannot be kept
   */
  public IpnsRecord put(PeerId name, byte[] record) throws IOException {
    IpnsRecord taken = IpnsValidator.validate(name, record, clock.instant());
    lock.lock();
    try {
      Optional<IpnsRecord> kept = find(name);
      if (kept.isPresent() && IpnsRecord.NEWEST_LAST.compare(kept.get(), taken) >= 0) {
        return kept.get();
      }
      Batch batch = store.batch();
      batch.put(table, name.toBytes(), taken.toBytes());
      batch.commit(Durability.SYNCED);
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a record that a stranger brings, if its name is kept already: else anybody could fill the
   * table with names of their own.
   *
   * @return false if it is not
   * @throws IpnsException if it does not hold for the name now
   */
  @Override
  public boolean take(PeerId name, byte[] record) throws IOException {
    if (table.get(name.toBytes()).isEmpty()) {
      return false;
    }
    put(name, record);
    return true;
  }

  /** Forgets a name. */
  public void remove(PeerId name) throws IOException {
    Batch batch = store.batch();
    batch.delete(table, name.toBytes());
    batch.commit(Durability.SYNCED);
  }

  /** The records of all names, as far as they hold. */
  public SortedMap<PeerId, IpnsRecord> all() throws IOException {
    SortedMap<PeerId, IpnsRecord> all = new TreeMap<>();
    Instant now = clock.instant();
    table.scan(
        new byte[0],
        (key, value) -> {
          IpnsRecord record = IpnsRecord.parse(value);
          if (now.isBefore(record.data().validUntil())) {
            all.put(PeerId.fromBytes(key), record);
          }
          return true;
        });
    return all;
  }

  @Override
  public Optional<IpnsRecord> find(PeerId name) throws IOException {
    Optional<byte[]> kept = table.get(name.toBytes());
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    IpnsRecord record = IpnsRecord.parse(kept.get());
    Instant now = clock.instant();
    return now.isBefore(record.data().validUntil()) ? Optional.of(record) : Optional.empty();
  }
}
