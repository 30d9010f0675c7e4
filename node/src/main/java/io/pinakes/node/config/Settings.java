package io.pinakes.node.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What holds: a variable over the files, a later file over an earlier one. */
public final class Settings {
  /** What only the environment says, because files are copied, shown and backed up. */
  private static final String SECRET = ".*(key|token|secret|password).*";

  private final List<Setting> known;
  private final Map<String, String> environment;
  private final Map<String, Value> said = new HashMap<>();

  /** Whether mistakes are collected, for who shows what is set; else the first ends it. */
  private final boolean collects;

  private final List<ConfigException> mistakes = new ArrayList<>();
  private final Map<String, ConfigException> wrong = new HashMap<>();

  private Settings(List<Setting> known, Map<String, String> environment, boolean collects) {
    this.known = known;
    this.environment = environment;
    this.collects = collects;
  }

  /**
   * A value.
   *
   * @param text as it was written
   * @param origin where
   */
  public record Value(String text, Origin origin) {}

  /**
   * Reads all files through, so that a mistake in one is found by whatever runs next, not by what
   * would use it.
   *
   * @param files the least first
   * @param home the file of a home, which cannot say where the home is
   * @throws ConfigException at the first key or value that cannot be
   */
  public static Settings of(
      List<Setting> known,
      Map<String, String> environment,
      List<ConfigFile> files,
      Optional<ConfigFile> home) {
    return new Settings(known, environment, false).take(files, home);
  }

  /**
   * The same, with all mistakes: {@link #mistakes} has them, and {@link #find} gives what is set,
   * though it cannot be.
   */
  public static Settings withMistakes(
      List<Setting> known,
      Map<String, String> environment,
      List<ConfigFile> files,
      Optional<ConfigFile> home) {
    Settings settings = new Settings(known, environment, true).take(files, home);
    known.forEach(settings::find);
    return settings;
  }

  /** What is wrong, in files first; none unless they were asked for. */
  public List<ConfigException> mistakes() {
    return List.copyOf(mistakes);
  }

  /** What is wrong with the value that {@link #find} gives. */
  public Optional<ConfigException> mistake(Setting setting) {
    return Optional.ofNullable(wrong.get(setting.key()));
  }

  private Settings take(List<ConfigFile> files, Optional<ConfigFile> home) {
    for (int i = 0; i < files.size(); i++) {
      // The last is the user's; that of the machine is for its administrator to edit.
      take(files.get(i), false, i == files.size() - 1 ? "config unset --user " : "");
    }
    home.ifPresent(file -> take(file, true, "config unset "));
    return this;
  }

  private void take(ConfigFile file, boolean ofHome, String unset) {
    Map<String, Integer> lines = new HashMap<>();
    for (ConfigFile.Entry entry : file.entries()) {
      try {
        take(file, entry, lines, ofHome, unset);
      } catch (ConfigException e) {
        if (!collects) {
          throw e;
        }
        mistakes.add(e);
      }
    }
  }

  private void take(
      ConfigFile file,
      ConfigFile.Entry entry,
      Map<String, Integer> lines,
      boolean ofHome,
      String unset) {
    Origin.Line origin = new Origin.Line(file.path(), entry.line());
    if (!entry.isPair()) {
      // Not repeated: it may be half of anything.
      throw new ConfigException(origin + ": is no setting", "Write: KEY = VALUE");
    }
    Setting setting = named(entry.key(), origin + ": ");
    Integer before = lines.put(entry.key(), entry.line());
    if (before != null) {
      throw new ConfigException(
          origin + ": [" + entry.key() + "] is set in line " + before + " already",
          "Leave one of the two.");
    }
    if (ofHome && entry.key().equals("home")) {
      throw new ConfigException(
          origin + ": a home cannot say where it is",
          "Say it in your own file: pinakes config set --user home DIR");
    }
    if (collects) {
      said.put(setting.key(), new Value(entry.value(), origin));
      wrong.remove(setting.key());
    }
    try {
      setting.require(entry.value(), origin.toString());
    } catch (ConfigException e) {
      ConfigException mended =
          e.mendedBy(
              unset.isEmpty()
                  ? "Change it in that file."
                  : "Take it away: pinakes " + unset + setting.key());
      wrong.put(setting.key(), mended);
      throw mended;
    }
    if (entry.key().equals("home") && !Path.of(entry.value()).isAbsolute()) {
      throw new ConfigException(
          origin + ": [" + entry.value() + "] depends on where the program is started",
          "Write the whole path.");
    }
    said.put(setting.key(), new Value(entry.value(), origin));
  }

  /**
   * The setting of that name.
   *
   * @param where where it stands, with a colon, or nothing
   * @throws ConfigException if there is none
   */
  public Setting named(String key, String where) {
    return named(known, key, where);
  }

  /** The same among given ones. */
  public static Setting named(List<Setting> known, String key, String where) {
    for (Setting setting : known) {
      if (setting.key().equals(key)) {
        return setting;
      }
    }
    if (key.matches(SECRET)) {
      throw new ConfigException(
          where + "[" + key + "] is none: secrets are taken from the environment only",
          "Set OPENAI_API_KEY or PINAKES_KUBO_TOKEN where the program is started.");
    }
    throw new ConfigException(
        where + "there is no setting [" + key + "]",
        nearest(known, key)
            + "There are: "
            + known.stream().map(Setting::key).collect(Collectors.joining(", "))
            + ".");
  }

  private static String nearest(List<Setting> known, String key) {
    return known.stream()
        .map(Setting::key)
        .min(Comparator.comparingInt(other -> Words.distance(key, other)))
        .filter(other -> Words.distance(key, other) <= Math.min(key.length(), other.length()) / 2)
        .map(other -> "Did you mean: " + other + "? ")
        .orElse("");
  }

  /**
   * What is said of a setting by variable or file.
   *
   * @throws ConfigException if the variable says what cannot be
   */
  public Optional<Value> find(Setting setting) {
    String variable = environment.getOrDefault(setting.variable(), "");
    if (!variable.isBlank()) {
      try {
        wrong.remove(setting.key());
        setting.require(variable, setting.variable());
      } catch (ConfigException e) {
        ConfigException mended = e.mendedBy("Take it away: unset " + setting.variable());
        if (!collects) {
          throw mended;
        }
        wrong.put(setting.key(), mended);
        if (mistakes.stream()
            .noneMatch(m -> String.valueOf(mended.getMessage()).equals(m.getMessage()))) {
          mistakes.add(mended);
        }
      }
      return Optional.of(new Value(variable, new Origin.Variable(setting.variable())));
    }
    return Optional.ofNullable(said.get(setting.key()));
  }
}
