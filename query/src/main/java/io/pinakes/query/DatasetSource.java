package io.pinakes.query;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Opens datasets for questions. */
public interface DatasetSource {
  /**
   * Opens the last complete versions; the caller closes them.
   *
   * @param names which; empty means all that there are, but for those that cannot answer
   * @param omitted is told of those, unless none can: then the first one's failure is thrown
   * @throws UnknownDatasetException if there is no such dataset, or none at all
   */
  List<SearchableDataset> open(List<String> names, Consumer<Omission> omitted) throws IOException;
}
