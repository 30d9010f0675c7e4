package io.pinakes.node.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of settings: UTF-8, a line {@code key = value} each; blank lines, and such as begin with
 * {@code #}, say nothing. A value is all behind the first {@code =}, without the blanks around it.
 */
public final class ConfigFile {
  /** Far more than all settings take; beyond it, it is some other file. */
  static final int MAX_BYTES = 64 << 10;

  private final Path path;
  private final List<String> lines;

  private ConfigFile(Path path, List<String> lines) {
    this.path = path;
    this.lines = lines;
  }

  /**
   * One line that says something.
   *
   * @param line its number, from 1
   * @param key before the {@code =}; all of the line if there is none
   * @param value behind it
   * @param isPair whether there is one
   */
  record Entry(int line, String key, String value, boolean isPair) {}

  /**
   * Reads a file; one that is not there is empty.
   *
   * @throws ConfigException if it cannot be such a file
   */
  public static ConfigFile read(Path path) throws IOException {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new ConfigException(
            path + ": is too long for a file of settings", "Name at most 64 KiB of them.");
      }
      return new ConfigFile(path, Files.readAllLines(path, StandardCharsets.UTF_8));
    } catch (NoSuchFileException | NotDirectoryException absent) {
      return new ConfigFile(path, List.of());
    } catch (CharacterCodingException e) {
      throw new ConfigException(path + ": is not UTF-8", "Save it as UTF-8.");
    }
  }

  /** Where it is, or would be. */
  public Path path() {
    return path;
  }

  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        int equals = line.indexOf('=');
        String key = equals < 0 ? line : line.substring(0, equals).strip();
        String value = equals < 0 ? "" : line.substring(equals + 1).strip();
        entries.add(new Entry(i + 1, key, value, equals >= 0));
      }
    }
    return entries;
  }

  /** The same file with a key set, in the line where it stood; all other lines stay. */
  public ConfigFile with(String key, String value) {
    List<String> changed = new ArrayList<>(lines);
    String line = key + " = " + value;
    List<Entry> found = entries().stream().filter(entry -> entry.key().equals(key)).toList();
    if (found.isEmpty()) {
      changed.add(line);
      return new ConfigFile(path, changed);
    }
    changed.set(found.getFirst().line() - 1, line);
    for (Entry again : found.subList(1, found.size()).reversed()) {
      changed.remove(again.line() - 1);
    }
    return new ConfigFile(path, changed);
  }

  /** The same file without a key. */
  public ConfigFile without(String key) {
    List<String> changed = new ArrayList<>(lines);
    for (Entry entry : entries().reversed()) {
      if (entry.key().equals(key)) {
        changed.remove(entry.line() - 1);
      }
    }
    return new ConfigFile(path, changed);
  }

  /** Whether a key stands in it. */
  public boolean has(String key) {
    return entries().stream().anyMatch(entry -> entry.key().equals(key));
  }

  /** All of it, as it is to be written. */
  public String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
