package io.pinakes.datasets.catalog;

import java.util.regex.Pattern;

/** Names of datasets and sources in a home: they are file names and parts of paths too. */
public final class DatasetNames {
  /** The dataset of an ingest that names none. */
  public static final String DEFAULT = "home";

  /**
   * The source of a dataset's first folder, unless the user names it: not the folder's own name,
   * for the same files give the same document map wherever they lie.
   */
  public static final String FIRST_SOURCE = "files";

  private static final Pattern DATASET = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private static final int MAX_SOURCE_LENGTH = 100;

  private DatasetNames() {}

  /**
   * Returns the name of a dataset if it is one.
   *
   * @throws IllegalArgumentException if it is not 1 to 63 of a-z, 0-9, dot, dash and underscore,
   *     the first a letter or a digit
   */
  public static String requireDataset(String name) {
    if (!DATASET.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "["
              + name
              + "] cannot be the name of a dataset: use 1 to 63 of a-z, 0-9, '.', '-' and '_',"
              + " beginning with a letter or a digit");
    }
    return name;
  }

  /**
   * Returns the name of a source if it is one.
   *
   * @throws IllegalArgumentException if it is empty, longer than 100, begins with a dot, or holds a
   *     slash or a control character
   */
  public static String requireSource(String name) {
    boolean plain =
        name.codePoints().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    if (name.isBlank() || name.length() > MAX_SOURCE_LENGTH || name.startsWith(".") || !plain) {
      throw new IllegalArgumentException(
          "["
              + name
              + "] cannot be the name of a source: use 1 to 100 characters without '/' and '\\',"
              + " not beginning with a dot");
    }
    return name;
  }
}
