package io.pinakes.node.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the bank is kept: where an option, a variable or a file says, else the platform's folder
 * for a user's data ({@code XDG_DATA_HOME} by the XDG base directory specification).
 */
final class HomeFolder {
  private HomeFolder() {}

  static Path choose(@Nullable Path option, Map<String, String> environment, String osName) {
    if (option != null) {
      return option.toAbsolutePath().normalize();
    }
    String variable = environment.getOrDefault("PINAKES_HOME", "");
    if (!variable.isBlank()) {
      return Path.of(variable).toAbsolutePath().normalize();
    }
    return dataFolder(environment, osName.toLowerCase(Locale.ROOT)).resolve("pinakes");
  }

  private static Path dataFolder(Map<String, String> environment, String osName) {
    Path user = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", ".")));
    if (osName.contains("mac")) {
      return user.resolve("Library").resolve("Application Support");
    }
    if (osName.contains("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      return local.isBlank() ? user.resolve("AppData").resolve("Local") : Path.of(local);
    }
    String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
    return xdg.isBlank() ? user.resolve(".local").resolve("share") : Path.of(xdg);
  }
}
