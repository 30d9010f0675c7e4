package io.pinakes.query;

import io.pinakes.datasets.VersionInfo;
import java.util.List;
import java.util.stream.Collectors;

/** A dataset that is there does not have what was named: a document, or a source. */
public final class UnknownPartException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String hint;
  private final String command;

  private UnknownPartException(String message, String hint, String command) {
    super(message);
    this.hint = hint;
    this.command = command;
  }

  /**
   * A document that the newest version does not have.
   *
   * @param older the versions that have it
   */
  public static UnknownPartException document(
      String dataset, String path, List<VersionInfo> older) {
    String missing = "dataset [" + dataset + "] has no document at [" + path + "]";
    if (older.isEmpty()) {
      return new UnknownPartException(
          missing, "See its paths: ", "ingest status --dataset " + dataset);
    }
    String versions =
        older.stream()
            .map(version -> Long.toString(version.version()))
            .collect(Collectors.joining(", "));
    return new UnknownPartException(
        missing + " any more; its older versions " + versions + " have it",
        "Take it out of them as well: ",
        "document rm " + dataset + " " + path + " --purge");
  }

  /** A source that it does not have. */
  public static UnknownPartException source(String dataset, String source, List<String> known) {
    return new UnknownPartException(
        "dataset [" + dataset + "] has no source [" + source + "]; it has " + known,
        "See what there is: ",
        "source ls");
  }

  /** What helps, before the {@link #command}. */
  public String hint() {
    return hint;
  }

  /** The command that helps, without the program's name. */
  public String command() {
    return command;
  }
}
