package io.pinakes.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.progress.Progress;
import io.pinakes.datasets.testing.SmallParts;
import io.pinakes.datasets.testing.TestHome;
import io.pinakes.ipfs.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestProgressTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void bytesMoveInsideALargeFileWhichIsNamedMeanwhile(@TempDir Path tmp) throws IOException {
    Path folder = Files.createDirectory(tmp.resolve("folder"));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      text.append("# Bird ").append(i).append("\nPenguin number ").append(i).append(" walks.\n\n");
    }
    Path file = Files.writeString(folder.resolve("large.txt"), text);
    List<Progress> told = new ArrayList<>();

    try (Bank bank = Bank.open(tmp.resolve("home"), aSecondALook())) {
      bank.ingest(IngestRequest.of("papers", folder).withModel("words"), told::add);
    }

    long size = Files.size(file);
    assertThat(told).extracting(Progress::bytes).isSorted();
    assertThat(told)
        .filteredOn(each -> each.bytes() > 0 && each.bytes() < size)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.files()).isZero())
        .allSatisfy(
            each ->
                assertThat(each.longest().map(Progress.FileWork::path))
                    .contains("files/large.txt"));
    assertThat(told.getLast().bytes()).isEqualTo(size);
    assertThat(told.getLast().longest()).isEmpty();
  }

  /** A second goes by whenever the clock is looked at, so that nothing is left untold. */
  private static BankOptions aSecondALook() {
    AtomicLong nanos = new AtomicLong();
    return new BankOptions(
        StoreOptions.Access.WRITE,
        Long.MAX_VALUE,
        "a test",
        new SmallParts(),
        () -> TestHome.NOW,
        () -> nanos.addAndGet(SECOND),
        new SplittableRandom(7));
  }
}
