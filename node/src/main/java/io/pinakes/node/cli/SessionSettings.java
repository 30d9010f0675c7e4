package io.pinakes.node.cli;

import io.pinakes.node.config.ConfigFile;
import io.pinakes.node.config.ConfigPlaces;
import io.pinakes.node.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of one command: read when first asked for, and once. */
final class SessionSettings {
  private final Map<String, String> environment;
  private final String osName;
  private @Nullable Settings outside;
  private @Nullable Settings all;

  SessionSettings(Map<String, String> environment, String osName) {
    this.environment = environment;
    this.osName = osName;
  }

  /** What does not depend on the home. */
  Settings outside() {
    if (outside == null) {
      outside = Settings.of(KnownSettings.ALL, environment, files(), Optional.empty());
    }
    return outside;
  }

  /** What holds for a home. */
  Settings all(Path home) {
    if (all == null) {
      ConfigFile own = read(ConfigPlaces.ofHome(home));
      all = Settings.of(KnownSettings.ALL, environment, files(), Optional.of(own));
    }
    return all;
  }

  Path userFile() {
    return ConfigPlaces.user(environment, osName);
  }

  private List<ConfigFile> files() {
    List<ConfigFile> files = new ArrayList<>();
    for (Path path : ConfigPlaces.outside(environment, osName)) {
      files.add(read(path));
    }
    return files;
  }

  static ConfigFile read(Path path) {
    try {
      return ConfigFile.read(path);
    } catch (IOException e) {
      throw new UncheckedIOException("the settings in [" + path + "] cannot be read", e);
    }
  }
}
