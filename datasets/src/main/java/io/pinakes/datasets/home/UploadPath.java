package io.pinakes.datasets.home;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where a file that was brought is put, below the folder of its dataset: names with {@code /}
 * between them, in NFC. What a name from outside could do besides naming a file is refused: leave
 * the folder, hide, look like another name, or mean a device. Whether the file system can hold a
 * name is for it to say: questions and quotations are names of documents.
 */
public final class UploadPath {
  /** As deep as folders that people drop are. */
  private static final int MAX_DEPTH = 16;

  private static final int MAX_BYTES = 1_024;
  private static final int MAX_NAME_BYTES = 200;

  /** What Windows takes for a device, whatever stands behind the dot. */
  private static final Set<String> DEVICES =
      Set.of(
          "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
          "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

  private final List<String> names;

  private UploadPath(List<String> names) {
    this.names = names;
  }

  /**
   * Reads a path.
   *
   * @throws UploadNameException if it is none that a file may be put at
   */
  public static UploadPath parse(String text) {
    String path = Normalizer.normalize(text, Normalizer.Form.NFC);
    if (path.isEmpty() || bytes(path) > MAX_BYTES) {
      throw new UploadNameException("it is empty, or longer than [" + MAX_BYTES + "] bytes");
    }
    List<String> names = Arrays.asList(path.split("/", -1));
    if (names.size() > MAX_DEPTH) {
      throw new UploadNameException("it is deeper than [" + MAX_DEPTH + "] folders");
    }
    names.forEach(UploadPath::check);
    return new UploadPath(List.copyOf(names));
  }

  private static void check(String name) {
    if (name.isEmpty()) {
      throw new UploadNameException("a name in it is empty");
    }
    if (name.startsWith(".")) {
      throw new UploadNameException(
          "a name in it begins with a dot, and hidden files are left out");
    }
    if (name.endsWith(".") || name.endsWith(" ") || name.startsWith(" ")) {
      throw new UploadNameException("a name in it ends with a dot, or has a space at an end");
    }
    if (bytes(name) > MAX_NAME_BYTES) {
      throw new UploadNameException("a name in it is longer than [" + MAX_NAME_BYTES + "] bytes");
    }
    if (!name.codePoints().allMatch(UploadPath::harmless)) {
      throw new UploadNameException(
          "a name in it has a character that is not for names: one that nobody sees or that turns"
              + " text round, or one of \\ * < > |");
    }
    if (DEVICES.contains(name.split("\\.", 2)[0].toLowerCase(Locale.ROOT))) {
      throw new UploadNameException("a name in it means a device on some systems");
    }
  }

  private static boolean harmless(int c) {
    int type = Character.getType(c);
    return "\\*<>|".indexOf(c) < 0
        && type != Character.CONTROL
        && type != Character.SURROGATE
        && type != Character.UNASSIGNED
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        // Joiners are part of words in some scripts; all else of the kind is invisible.
        && (type != Character.FORMAT || c == 0x200c || c == 0x200d);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The names, from the outermost folder to the file. */
  public List<String> names() {
    return names;
  }

  @Override
  public String toString() {
    return String.join("/", names);
  }
}
