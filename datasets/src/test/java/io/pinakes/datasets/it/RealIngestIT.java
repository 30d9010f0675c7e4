package io.pinakes.datasets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.testing.SharedData;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.DatasetReader;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.model.ChunkRef;
import io.pinakes.datasets.model.Document;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.progress.Stage;
import io.pinakes.ipfs.unixfs.UnixFsReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class RealIngestIT {
  @TempDir Path tmp;

  @Test
  void everyChunkOfRealFilesIsTheSliceOfTheTextThatItSays() throws IOException {
    Path folder = SharedData.path("datasets/documents");
    Set<Stage> stages = EnumSet.noneOf(Stage.class);
    try (Bank bank = open(tmp.resolve("home"))) {
      IngestReport report =
          bank.ingest(
              IngestRequest.of("documents", folder), progress -> stages.add(progress.stage()));

      assertThat(report.files().indexed()).isGreaterThan(50);
      assertThat(checkSlices(bank, "documents")).isGreaterThan(100);
      assertThat(stages)
          .contains(
              Stage.WALK,
              Stage.EXTRACT,
              Stage.CHUNK,
              Stage.EMBED,
              Stage.STAGE,
              Stage.SEAL,
              Stage.SWITCH,
              Stage.INDEX);
      IngestReport again =
          bank.ingest(IngestRequest.of("documents", folder), ProgressListener.NONE);
      assertThat(again.newVersion()).isFalse();
      assertThat(again.chunks().embedded()).isZero();
    }
    try (var left = Files.list(tmp.resolve("home/tmp"))) {
      assertThat(left).isEmpty();
    }
  }

  static Bank open(Path home) throws IOException {
    return Bank.open(home, BankOptions.writing(new StandardParts(), "a test"));
  }

  /** Returns how many chunks there were. */
  static long checkSlices(Bank bank, String dataset) throws IOException {
    long checked = 0;
    try (DatasetReader reader = bank.reader(dataset).orElseThrow()) {
      var cursor = reader.documents().cursor();
      for (Optional<DocumentEntry> next = cursor.next(); next.isPresent(); next = cursor.next()) {
        Document document = reader.document(next.get().document());
        int[] points =
            new String(text(reader, document), StandardCharsets.UTF_8).codePoints().toArray();
        List<ChunkRef> refs = new ArrayList<>(document.chunks().toList(reader.blocks()));
        for (ChunkRef ref : refs) {
          String chunk =
              new String(reader.blocks().get(ref.chunk()).orElseThrow(), StandardCharsets.UTF_8);
          assertThat(new String(points, ref.start(), ref.end() - ref.start()))
              .as(document.path())
              .isEqualTo(chunk.substring(chunk.indexOf('\n') + 1));
          checked++;
        }
      }
    }
    return checked;
  }

  private static byte[] text(DatasetReader reader, Document document) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new UnixFsReader(reader.blocks()).cat(document.text(), out);
    return out.toByteArray();
  }
}
