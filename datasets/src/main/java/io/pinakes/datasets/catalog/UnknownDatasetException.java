package io.pinakes.datasets.catalog;

import java.io.IOException;
import java.util.List;

/** There is no dataset of that name. */
public final class UnknownDatasetException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String name;

  /** Names it, and those that there are. */
  public UnknownDatasetException(String name, List<String> known) {
    super(
        "there is no dataset ["
            + name
            + "] in this home; "
            + (known.isEmpty()
                ? "it has none yet: ingest a folder first (pinakes ingest FOLDER)"
                : "it has " + known));
    this.name = name;
  }

  /** The name that was asked for. */
  public String name() {
    return name;
  }
}
