package io.pinakes.node.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What assistants may change, by option or setting; the same settings for {@code mcp} and {@code
 * serve}.
 *
 * @param writes whether they may at all
 * @param folders which they may ingest, with all below them; empty for any
 */
record AssistantRights(boolean writes, List<Path> folders) {
  /**
   * What holds.
   *
   * @param writes what the option says, if it was given
   * @param folders the same
   */
  static AssistantRights of(
      Session session, @Nullable Boolean writes, @Nullable List<Path> folders) {
    boolean may = session.setting(KnownSettings.MCP_WRITES, writes, Boolean::valueOf, false);
    List<Path> named =
        session.setting(KnownSettings.MCP_FOLDERS, folders, AssistantRights::paths, List.of());
    return new AssistantRights(
        may, named.stream().map(folder -> folder.toAbsolutePath().normalize()).toList());
  }

  /** The paths of a list as {@code PATH} has it. */
  static List<Path> paths(String text) {
    return Arrays.stream(text.split(File.pathSeparator, -1))
        .map(String::strip)
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .toList();
  }
}
