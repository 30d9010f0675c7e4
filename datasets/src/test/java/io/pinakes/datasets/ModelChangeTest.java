package io.pinakes.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.migrate.ChunksTooLongException;
import io.pinakes.datasets.migrate.ModelChangeReport;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.testing.SmallParts;
import io.pinakes.datasets.testing.TestHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelChangeTest {
  private final SmallParts parts = new SmallParts();
  private TestHome home;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    home = new TestHome(folder, parts);
    for (int i = 0; i < 20; i++) {
      home.write("f" + i + ".txt", "Penguin number " + i + " walks.\n");
    }
    home.ingest();
    parts.embedded.set(0);
  }

  @AfterEach
  void close() throws IOException {
    home.close();
  }

  @Test
  void theNewVectorsAreThereAtOnceAndTheDocumentsStay() throws IOException {
    Cid root = home.bank().dataset("papers").documentsRoot().orElseThrow();

    ModelChangeReport report = use("words-2");

    assertThat(report.embedded()).isEqualTo(20);
    assertThat(parts.embedded).hasValue(20);
    DatasetInfo info = home.bank().dataset("papers");
    assertThat(info.documentsRoot()).contains(root);
    assertThat(info.model()).isEqualTo("words-2");
    assertThat(info.version()).isEqualTo(2);
    assertThat(info.building()).isEmpty();
    try (DatasetReader reader = home.reader()) {
      assertThat(reader.model().name()).isEqualTo("words-2");
      assertThat(reader.index().chunks()).isEqualTo(20);
    }
    assertThat(home.bank().ingest(request(), ProgressListener.NONE).newVersion()).isFalse();
  }

  @Test
  void goingBackEmbedsNothing() throws IOException {
    use("words-2");
    parts.embedded.set(0);

    ModelChangeReport back = use("words");

    assertThat(back.embedded()).isZero();
    assertThat(back.reused()).isEqualTo(20);
    assertThat(parts.embedded).hasValue(0);
    assertThat(home.find("penguin")).hasSize(20);
    try (DatasetReader reader = home.reader()) {
      assertThat(reader.model().name()).isEqualTo("words");
    }
  }

  @Test
  void goingBackAfterEditsEmbedsOnlyWhatCameSince() throws IOException {
    use("words-2");
    home.wait(Duration.ofHours(2));
    home.write("new.txt", "A whale sings.\n");
    home.delete("f0.txt");
    home.bank().ingest(request(), ProgressListener.NONE);
    parts.embedded.set(0);

    use("words");

    assertThat(parts.embedded).hasValue(1);
    assertThat(home.find("whale")).hasSize(1);
    assertThat(home.find("penguin")).hasSize(19);
  }

  @Test
  void aChangeThatIsCancelledLeavesTheOldModelAndIsGoneOnWith() throws IOException {
    Cancellation cancellation = new Cancellation();
    AtomicInteger count = new AtomicInteger();
    parts.beforeEmbedding =
        () -> {
          if (count.incrementAndGet() == 5) {
            cancellation.cancel();
          }
        };
    ModelChangeReport cut =
        home.bank().writer("papers").useModel("words-2", ProgressListener.NONE, cancellation);
    parts.beforeEmbedding = () -> {};

    assertThat(cut.cancelled()).isTrue();
    assertThat(home.bank().dataset("papers").model()).isEqualTo("words");
    assertThat(home.bank().dataset("papers").building()).isPresent();
    assertThat(home.find("penguin")).hasSize(20);
    home.ingest();
    ModelChangeReport rest = use("words-2");
    assertThat(rest.reused()).isEqualTo(cut.embedded());
    assertThat(rest.embedded() + rest.reused()).isEqualTo(20);
    assertThat(parts.embedded).hasValue(20);
  }

  @Test
  void aModelThatIsTooShortForTheChunksIsRefusedBeforeAnythingIsEmbedded() throws IOException {
    home.wait(Duration.ofHours(2));
    home.write("long.txt", "One long sentence ".repeat(8) + "without any end.\n");
    home.ingest();
    parts.embedded.set(0);

    assertThatThrownBy(() -> use("words-short"))
        .isInstanceOf(ChunksTooLongException.class)
        .hasMessageContaining("[1] of [21]");
    assertThat(parts.embedded).hasValue(0);
    assertThat(home.bank().dataset("papers").model()).isEqualTo("words");
  }

  private ModelChangeReport use(String model) throws IOException {
    return home.bank().writer("papers").useModel(model, ProgressListener.NONE, new Cancellation());
  }

  private IngestRequest request() {
    return IngestRequest.of("papers", home.files());
  }
}
