package io.pinakes.query;

import java.io.IOException;
import java.util.List;

/** Opens datasets for questions. */
public interface DatasetSource {
  /**
   * Opens the last complete versions; the caller closes them.
   *
   * @param names which; empty means all that there are
   * @throws UnknownDatasetException if there is no such dataset, or none at all
   */
  List<SearchableDataset> open(List<String> names) throws IOException;
}
