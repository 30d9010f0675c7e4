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
  private boolean collects;
  private @Nullable Settings outside;
  private @Nullable Settings all;

  SessionSettings(Map<String, String> environment, String osName) {
    this.environment = environment;
    this.osName = osName;
  }

  /** What does not depend on the home. */
  Settings outside() {
    if (outside == null) {
      outside = read(Optional.empty());
    }
    return outside;
  }

  /** What holds for a home. */
  Settings all(Path home) {
    if (all == null) {
      ConfigFile own = read(ConfigPlaces.ofHome(home));
      all = read(Optional.of(own));
    }
    return all;
  }

  /**
   * From now on wrong values are no end of the command, but told of: for who shows them.
   *
   * @return what is set outside of the home
   */
  Settings collectMistakes() {
    collects = true;
    outside = null;
    all = null;
    return outside();
  }

  private Settings read(Optional<ConfigFile> own) {
    return collects
        ? Settings.withMistakes(KnownSettings.ALL, environment, files(), own)
        : Settings.of(KnownSettings.ALL, environment, files(), own);
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
