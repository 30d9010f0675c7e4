package io.pinakes.node.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where files of settings are. */
public final class ConfigPlaces {
  private static final Path MACHINE = Path.of("/etc/pinakes/config");

  private ConfigPlaces() {}

  /** Those that do not depend on the home, the least first: the machine's, the user's. */
  public static List<Path> outside(Map<String, String> environment, String osName) {
    Path user = user(environment, osName);
    return isWindows(osName) ? List.of(user) : List.of(MACHINE, user);
  }

  /** The user's: below {@code XDG_CONFIG_HOME}, else {@code ~/.config}. */
  public static Path user(Map<String, String> environment, String osName) {
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    String named = environment.getOrDefault(isWindows(osName) ? "APPDATA" : "XDG_CONFIG_HOME", "");
    Path base = named.isBlank() ? Path.of(home, ".config") : Path.of(named);
    return base.resolve("pinakes").resolve("config").toAbsolutePath();
  }

  /** That of a home. */
  public static Path ofHome(Path home) {
    return home.resolve("config");
  }

  private static boolean isWindows(String osName) {
    return osName.toLowerCase(Locale.ROOT).contains("windows");
  }
}
