package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.backup.BackupException;
import io.pinakes.datasets.backup.Restore;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.query.blocks.Works;
import io.pinakes.query.failure.Verdicts;
import io.pinakes.query.jobs.BankTasks;
import io.pinakes.query.jobs.Job;
import io.pinakes.query.jobs.JobState;
import io.pinakes.query.jobs.Jobs;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was under way when a home was backed up is the other home's to go on with. */
class RestoredJobsTest {
  @TempDir Path folder;

  private static Bank open(Path home) throws Exception {
    return Bank.open(home, BankOptions.writing(new StandardParts(), "test"));
  }

  private static void plant(Bank bank, long number, String state) throws Exception {
    ObjectNode job = new ObjectMapper().createObjectNode().put("kind", "gc").put("state", state);
    job.put("created", "2026-01-02T03:04:05Z").put("attempts", 0).putObject("request");
    Batch batch = bank.store().batch();
    byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    batch.put(bank.store().table("jobs"), key, new ObjectMapper().writeValueAsBytes(job));
    batch.commit(Durability.SYNCED);
  }

  @Test
  void aRestoredHomeHasNoJobThatGoesOn() throws Exception {
    Path home = folder.resolve("home");
    try (Bank bank = open(home)) {
      plant(bank, 1, "succeeded");
      plant(bank, 2, "running");
      plant(bank, 3, "queued");
    }
    Path file = folder.resolve("b.tar");
    assertThat(new HomeCommands(home).run("backup", file.toString())).isZero();
    HomeCommands told = new HomeCommands(folder.resolve("told"));
    assertThat(told.run("restore", file.toString())).as(told.err()).isZero();
    assertThat(told.out()).contains("ended 2 jobs");
    Path other = folder.resolve("other");
    assertThat(new HomeCommands(other).json("restore", file.toString()).get("jobs_ended").asInt())
        .isEqualTo(2);
    try (Bank bank = open(other)) {
      assertThat(Jobs.written(bank.store(), "job-1").map(Job::state)).hasValue(JobState.SUCCEEDED);
      for (String id : new String[] {"job-2", "job-3"}) {
        Job job = Jobs.written(bank.store(), id).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.CANCELLED);
        assertThat(job.document().at("/error/error").asText())
            .contains("the home was restored from a backup while this was under way; begin it");
      }
    }
    try (Bank bank = open(home)) {
      assertThat(Jobs.written(bank.store(), "job-2").map(Job::state)).hasValue(JobState.QUEUED);
    }
    assertThat(Files.exists(other.resolve("restore.part"))).isFalse();
    assertThat(other.resolve("restored")).doesNotExist();
  }

  @Test
  void nothingGoesOnEitherWhereDamageKeptItFromBeingEnded() throws Exception {
    Path home = folder.resolve("home");
    try (Bank bank = open(home)) {
      plant(bank, 1, "running");
      plant(bank, 2, "queued");
    }
    Path file = folder.resolve("b.tar");
    assertThat(new HomeCommands(home).run("backup", file.toString())).isZero();
    Path other = folder.resolve("other");
    Restore restore =
        new Restore(
            BankOptions.writing(new StandardParts(), "test"),
            ProgressListener.NONE,
            new Cancellation(),
            bank -> {
              throw new StoreDamagedException("a page of the table [jobs] is damaged");
            });
    assertThatThrownBy(() -> restore.run(file, other, false, false))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("a page of the table [jobs] is damaged");
    assertThat(other).doesNotExist();
    restore.run(file, other, false, true);
    for (int serving = 0; serving < 2; serving++) {
      try (Bank bank = open(other);
          Jobs jobs =
              Jobs.open(
                  new BankTasks(bank, new Works("")),
                  bank.store(),
                  new Verdicts(other, words -> words),
                  InstantSource.system())) {
        assertThat(jobs.list()).extracting(Job::state).containsOnly(JobState.CANCELLED);
        assertThat(jobs.list().getFirst().document().at("/error/error").asText())
            .contains("the home was restored from a backup while this was under way");
      }
      assertThat(other.resolve("restored")).doesNotExist();
    }
  }
}
