package io.pinakes.query.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreBlocks;
import io.pinakes.ipfs.store.StoreUpkeep;
import io.pinakes.ipfs.store.Table;
import io.pinakes.query.Patience;
import io.pinakes.query.blocks.Works;
import io.pinakes.query.failure.Verdicts;
import io.pinakes.query.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk of a job, and when. */
@Timeout(600)
class JobRecordsIT {
  private static final Duration SOON = Patience.TIME;

  @TempDir Path home;

  @Test
  void theEndOfAJobIsWrittenDownBeforeAnybodyIsToldOfIt() throws Exception {
    Map<String, JobState> told = new ConcurrentHashMap<>();
    try (Bank bank = Bank.open(home, BankOptions.writing(new StandardParts(), "test"))) {
      ListenedStore store = new ListenedStore(bank.store());
      try (Jobs jobs = open(bank, store)) {
        store.onWrite(record -> note(jobs, record, told));
        ObjectNode none = Json.MAPPER.createObjectNode();
        Job done = jobs.submit(new JobRequest("gc", none, Optional.empty()));
        Job failed =
            jobs.submit(
                new JobRequest(
                    "remove-dataset", none.deepCopy().put("dataset", "none"), Optional.empty()));

        assertThat(done.awaitEnd(SOON)).isEqualTo(JobState.SUCCEEDED);
        assertThat(failed.awaitEnd(SOON)).isEqualTo(JobState.FAILED);

        assertThat(told)
            .containsEntry(done.id() + " is written down as SUCCEEDED", JobState.RUNNING)
            .containsEntry(failed.id() + " is written down as FAILED", JobState.RUNNING);
        for (Job job : List.of(done, failed)) {
          ObjectNode written = Jobs.written(bank.store(), job.id()).orElseThrow().document();
          assertThat(written).hasToString(job.document().putNull("progress").toString());
        }
      }
    }
  }

  @Test
  void aJobThatWaitsSaysBehindWhichOthers() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch runs = new CountDownLatch(1);
    try (Bank bank = Bank.open(home, BankOptions.writing(new StandardParts(), "test"))) {
      ListenedStore store = new ListenedStore(bank.store());
      try (Jobs jobs = open(bank, store)) {
        store.onWrite(record -> holdFirst(record, runs, goOn));
        Job first = jobs.submit(removal("first"));
        runs.await();
        Job second = jobs.submit(removal("second"));
        Job third = jobs.submit(removal("third"));

        assertThat(jobs.document(first).has("waits_for")).isFalse();
        assertThat(jobs.document(second).get("waits_for")).hasToString("[\"job-1\"]");
        assertThat(jobs.document(third).get("waits_for")).hasToString("[\"job-1\",\"job-2\"]");
        Job gc =
            jobs.submit(new JobRequest("gc", Json.MAPPER.createObjectNode(), Optional.empty()));
        assertThat(jobs.document(gc).has("waits_for")).as("it has a thread of its own").isFalse();
        assertThat(jobs.cancel(second.id()).state()).isEqualTo(JobState.CANCELLED);
        assertThat(jobs.document(third).get("waits_for")).hasToString("[\"job-1\"]");

        goOn.countDown();
        assertThat(third.awaitEnd(SOON)).isEqualTo(JobState.FAILED);
        assertThat(jobs.document(third).has("waits_for")).isFalse();
      } finally {
        goOn.countDown();
      }
    }
  }

  @Test
  void whatAnOlderVersionTookOnAndThisOneRefusesEndsAndTheHomeIsServed() throws Exception {
    try (Bank bank = Bank.open(home, BankOptions.writing(new StandardParts(), "test"))) {
      ObjectNode spec = Json.MAPPER.createObjectNode().put("folder", home.toString());
      spec.putArray("include").add("[a");
      JobRequest request = new JobRequest("ingest", spec, Optional.empty());
      new JobTable(bank.store()).put(new Job(1, request, InstantSource.system().instant(), 0));
      try (Jobs jobs = open(bank, new ListenedStore(bank.store()))) {
        assertThat(jobs.get("job-1").state()).isEqualTo(JobState.FAILED);
        assertThat(jobs.get("job-1").document().at("/error/error").asText()).contains("[[a]");
      }
    }
  }

  private static JobRequest removal(String dataset) {
    ObjectNode spec = Json.MAPPER.createObjectNode().put("dataset", dataset);
    return new JobRequest("remove-dataset", spec, Optional.empty());
  }

  /** Keeps the first job where it says that it runs. */
  private static void holdFirst(byte[] record, CountDownLatch runs, CountDownLatch goOn) {
    String text = new String(record, StandardCharsets.UTF_8);
    if (text.contains("\"id\":\"job-1\"") && text.contains("\"state\":\"running\"")) {
      runs.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Jobs open(Bank bank, Store store) throws IOException {
    return Jobs.open(
        new BankTasks(bank, new Works("")),
        store,
        new Verdicts(home, words -> words),
        InstantSource.system());
  }

  /** How a job is told of while something is written down of it. */
  private static void note(Jobs jobs, byte[] record, Map<String, JobState> told) {
    try {
      JsonNode written = Json.MAPPER.readTree(record);
      for (Job job : jobs.list()) {
        if (job.id().equals(written.get("id").asText())) {
          JobState state = JobState.parse(written.get("state").asText());
          told.put(job.id() + " is written down as " + state, job.state());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A store that tells of each value just before it is written. */
  private static final class ListenedStore implements Store {
    private final Store store;
    private volatile Consumer<byte[]> listener = value -> {};

    private ListenedStore(Store store) {
      this.store = store;
    }

    void onWrite(Consumer<byte[]> other) {
      listener = other;
    }

    @Override
    public StoreBlocks blocks() {
      return store.blocks();
    }

    @Override
    public Table table(String name) {
      return store.table(name);
    }

    @Override
    public Batch batch() {
      return new ListenedBatch(store.batch(), listener);
    }

    @Override
    public Lease lease() {
      return store.lease();
    }

    @Override
    public StoreUpkeep upkeep() {
      return store.upkeep();
    }

    @Override
    public boolean readOnly() {
      return store.readOnly();
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }

  private record ListenedBatch(Batch batch, Consumer<byte[]> listener) implements Batch {
    @Override
    public void putBlock(Block block) {
      batch.putBlock(block);
    }

    @Override
    public void put(Table table, byte[] key, byte[] value) {
      listener.accept(value);
      batch.put(table, key, value);
    }

    @Override
    public void delete(Table table, byte[] key) {
      batch.delete(table, key);
    }

    @Override
    public void deleteRange(Table table, byte[] from, byte[] to) {
      batch.deleteRange(table, from, to);
    }

    @Override
    public void commit(Durability durability) throws IOException {
      batch.commit(durability);
    }
  }
}
