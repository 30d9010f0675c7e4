package io.pinakes.ingest.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which files of a folder are wanted. Globs are those of an ignore file (gitignore syntax),
 * relative to the folder: {@code *} stays within a name, {@code **} crosses folders, a pattern
 * without {@code /} matches at any depth, one that ends in {@code /} matches folders only.
 *
 * @param include if not empty, a file must match one of them
 * @param exclude a file or folder that matches one of them is left out, whatever else matches
 * @param ignoreFile name of the ignore files honoured in every folder; empty for none
 * @param hidden whether files and folders whose names begin with a dot are wanted
 * @param maxFileBytes a larger file is reported as too large
 */
public record SourceFilter(
    List<String> include,
    List<String> exclude,
    String ignoreFile,
    boolean hidden,
    long maxFileBytes) {

  /** The ignore file that every source may have in any of its folders. */
  public static final String IGNORE_FILE = ".pinakesignore";

  /**
   * 256 MiB: over the largest document that people keep as such, under what a parser can hold in
   * the heap that it is given.
   */
  public static final long DEFAULT_MAX_FILE_BYTES = 256L << 20;

  /** All files that are not hidden and not ignored. */
  public static final SourceFilter DEFAULT =
      new SourceFilter(List.of(), List.of(), IGNORE_FILE, false, DEFAULT_MAX_FILE_BYTES);

  /** Drops blank globs, which match nothing, and checks the size limit. */
  public SourceFilter {
    include = include.stream().filter(glob -> !glob.isBlank()).toList();
    exclude = exclude.stream().filter(glob -> !glob.isBlank()).toList();
    if (maxFileBytes <= 0) {
      throw new IllegalArgumentException("not a size limit: [" + maxFileBytes + "]");
    }
  }

  /** The default with these globs. */
  public static SourceFilter of(List<String> include, List<String> exclude) {
    return new SourceFilter(include, exclude, IGNORE_FILE, false, DEFAULT_MAX_FILE_BYTES);
  }

  /** The same with other globs; those that are not given stay. */
  public SourceFilter with(Optional<List<String>> included, Optional<List<String>> excluded) {
    return new SourceFilter(
        included.orElse(include), excluded.orElse(exclude), ignoreFile, hidden, maxFileBytes);
  }

  /**
   * Looks at globs that somebody gives, before they are taken on.
   *
   * @throws IllegalArgumentException if one cannot mean what was meant
   */
  public static void requireGlobs(List<String> globs) {
    globs.forEach(Glob::requireMeant);
  }

  /** What leaves files out, in words for people: {@code include [*.md], exclude [drafts/]}. */
  public String words() {
    List<String> words = new ArrayList<>();
    if (!include.isEmpty()) {
      words.add("include " + include);
    }
    if (!exclude.isEmpty()) {
      words.add("exclude " + exclude);
    }
    if (words.isEmpty()) {
      words.add("files " + ignoreFile);
    }
    return String.join(", ", words);
  }
}
