package io.pinakes.query.jobs;

import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.Table;
import io.pinakes.query.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Jobs as a store keeps them. Table {@code jobs}: the number, eight bytes, big-endian → the job as
 * JSON.
 */
final class JobTable {
  private final Store store;
  private final Table table;

  JobTable(Store store) {
    this.store = store;
    this.table = store.table("jobs");
  }

  /** Writes a job down; it is on the disk when this returns. */
  void put(Job job) throws IOException {
    put(job, job.record());
  }

  /** Writes down that a job ends so, of which nobody was told yet; as with the other. */
  void put(Job job, JobEnd end) throws IOException {
    put(job, job.record(end));
  }

  private void put(Job job, byte[] record) throws IOException {
    Batch batch = store.batch();
    batch.put(table, key(job.number()), record);
    batch.commit(Durability.SYNCED);
  }

  void remove(Job job) throws IOException {
    Batch batch = store.batch();
    batch.delete(table, key(job.number()));
    batch.commit(Durability.BUFFERED);
  }

  /** All of them, oldest first. */
  List<Job> all() throws IOException {
    List<Job> jobs = new ArrayList<>();
    table.scan(
        new byte[0],
        (key, value) -> {
          jobs.add(Job.read(ByteBuffer.wrap(key).getLong(), Json.MAPPER.readTree(value)));
          return true;
        });
    return jobs;
  }

  private static byte[] key(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
