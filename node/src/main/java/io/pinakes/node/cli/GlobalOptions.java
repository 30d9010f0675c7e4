package io.pinakes.node.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. */
final class GlobalOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Where the bank is kept (default: $PINAKES_HOME, a setting, else the user's data"
              + " folder).")
  @Nullable Path home;

  @Option(
      names = "--quota",
      paramLabel = "SIZE",
      scope = ScopeType.INHERIT,
      description =
          "The most that the home's blocks may take, such as 20G (default: $PINAKES_QUOTA, a"
              + " setting, else no limit). What would go beyond it is refused before it is"
              + " written.")
  @Nullable ByteSize quota;

  @Option(
      names = "--ipfs",
      paramLabel = "kubo=ADDR",
      scope = ScopeType.INHERIT,
      description =
          "Keep what is public in the home in a Kubo that you run, too, such as"
              + " kubo=/ip4/127.0.0.1/tcp/5001: see ipfs sync (default: $PINAKES_IPFS, a setting,"
              + " else none).")
  @Nullable String ipfs;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON document, with a versioned schema, instead of text.")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Print the result only: no progress, no notes.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "With an error, print where it came from.")
  boolean verbose;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "Plain text also on a terminal (or NO_COLOR).")
  boolean noColor;

  @Option(
      names = "--no-progress",
      scope = ScopeType.INHERIT,
      description = "No progress on standard error.")
  boolean noProgress;
}
