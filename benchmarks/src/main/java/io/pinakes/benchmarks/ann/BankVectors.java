package io.pinakes.benchmarks.ann;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.DatasetReader;
import io.pinakes.datasets.holders.DocumentReader;
import io.pinakes.datasets.model.VectorEntry;
import io.pinakes.datasets.model.VectorList;
import io.pinakes.datasets.model.Vectors;
import io.pinakes.datasets.model.tree.TreeCursor;
import io.pinakes.datasets.parts.StandardParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The vectors of a dataset: real chunks, in the order of their names. */
public final class BankVectors {
  private BankVectors() {}

  /** What is shown each chunk. */
  @FunctionalInterface
  public interface Visitor {
    /** One chunk, and its vector, which is the visitor's own. */
    void row(Cid chunk, float[] vector) throws IOException;
  }

  /**
   * Reads those of the last version.
   *
   * @throws IOException if there is no such dataset in the home, or it has no version yet
   */
  static List<float[]> read(Path home, String dataset) throws IOException {
    List<float[]> vectors = new ArrayList<>();
    try (Bank bank = Bank.open(home, BankOptions.reading(new StandardParts()));
        DatasetReader reader = reader(bank, dataset)) {
      each(reader, (chunk, vector) -> vectors.add(vector));
    }
    return vectors;
  }

  /**
   * The last version of a dataset.
   *
   * @throws IOException if there is no such dataset in the home, or it has no version yet
   */
  public static DatasetReader reader(Bank bank, String dataset) throws IOException {
    return bank.reader(dataset)
        .orElseThrow(() -> new IOException("[" + dataset + "] has no version yet"));
  }

  /** Shows all of them, ascending by name. */
  public static void each(DatasetReader reader, Visitor visitor) throws IOException {
    TreeCursor<VectorEntry> entries =
        VectorList.at(reader.blocks(), reader.manifest().vectorList()).cursor();
    for (Optional<VectorEntry> next = entries.next(); next.isPresent(); next = entries.next()) {
      byte[] block = DocumentReader.load(reader.blocks(), next.get().block(), "vector list");
      Vectors rows = Vectors.decode(block);
      for (int row = 0; row < rows.rows(); row++) {
        visitor.row(rows.chunk(row), rows.vector(row));
      }
    }
  }
}
