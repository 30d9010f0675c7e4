package io.pinakes.ingest.source;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists the files of a source folder. It reads names and attributes, the ignore files and the mark
 * of a {@linkplain HomeMark home}, which it does not enter, and opens nothing else. Links are not
 * followed, except the folder itself.
 */
public final class SourceWalker {
  /** 1 MiB: an ignore file is written by people. */
  private static final long MAX_IGNORE_FILE_BYTES = 1 << 20;

  private final SourceFilter filter;
  private final GlobRules include;
  private final GlobRules exclude;

  /** A walker that lists what the filter wants. */
  public SourceWalker(SourceFilter filter) {
    this.filter = filter;
    this.include = GlobRules.parse(filter.include());
    this.exclude = GlobRules.parse(filter.exclude());
  }

  /** As {@link #walk(Path, long)}, for a source of which nothing is known yet. */
  public Walk walk(Path root) throws IOException {
    return walk(root, 0);
  }

  /**
   * Lists the files.
   *
   * @param root the folder
   * @param known how many files the last walk found; if there were some and now there are none, the
   *     folder is taken for missing rather than emptied
   * @throws SourceMissingException if the folder is not there, is no folder, is suddenly empty, or
   *     has nothing that the filter wants
   * @throws IOException if the file system fails in another way
   */
  public Walk walk(Path root, long known) throws IOException {
    Findings found = new Findings();
    visit(root, found);
    Walk walk = found.toWalk();
    if (known > 0 && walk.files().isEmpty()) {
      throw walk.leftOut() > 0
          ? SourceMissingException.leftOut(root, filter, walk.leftOut(), known)
          : SourceMissingException.lostFiles(root, "has no files now, but had [" + known + "]");
    }
    return walk;
  }

  /** All folders that a walk would enter, the root included, parents first. */
  List<Path> folders(Path root) throws IOException {
    Findings found = new Findings();
    visit(root, found);
    return found.folders();
  }

  private void visit(Path root, Findings found) throws IOException {
    Deque<Folder> waiting = new ArrayDeque<>();
    waiting.push(new Folder(root, "", "", null));
    while (!waiting.isEmpty()) {
      Folder folder = waiting.pop();
      List<Path> entries = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder.path)) {
        stream.forEach(entries::add);
      } catch (DirectoryIteratorException | IOException e) {
        unreadableFolder(folder, e, found);
        continue;
      }
      if (HomeMark.isAmong(entries)) {
        found.passOver(
            folder.relative + "/",
            PassedOver.Why.HOME,
            "it is the home of a Pinakes, with its store and its keys");
        continue;
      }
      try {
        Folder ruled = withIgnoreFile(folder, entries);
        found.entered(folder.path);
        noteMount(folder, found);
        for (Path entry : entries) {
          consider(ruled, entry, found).ifPresent(waiting::push);
        }
      } catch (IOException | IllegalArgumentException e) {
        // Without its rules, files could be taken that were meant to be left out: take none.
        found.passOver(
            folder.relative + "/",
            PassedOver.Why.UNREADABLE,
            "its " + filter.ignoreFile() + " cannot be read: " + describe(e));
      }
    }
  }

  private static void noteMount(Folder folder, Findings found) {
    boolean mounted =
        folder.relative.isEmpty()
            ? Mounts.isMountPoint(folder.path)
            : Mounts.differ(folder.path, folder.path.getParent());
    if (mounted) {
      found.mounted(folder.relative);
    }
  }

  private static void unreadableFolder(Folder folder, Exception e, Findings found)
      throws SourceMissingException {
    if (folder.relative.isEmpty()) {
      String what =
          switch (e) {
            case NoSuchFileException missing -> "does not exist";
            case NotDirectoryException file -> "is not a folder";
            case AccessDeniedException denied -> "may not be read";
            default -> "cannot be read (" + e.getMessage() + ")";
          };
      throw SourceMissingException.notThere(folder.path, what);
    }
    if (!(e instanceof NoSuchFileException)) {
      found.passOver(folder.relative + "/", PassedOver.Why.UNREADABLE, describe(e));
    }
  }

  private Folder withIgnoreFile(Folder folder, List<Path> entries) throws IOException {
    for (Path entry : entries) {
      if (!filter.ignoreFile().isEmpty() && entry.endsWith(filter.ignoreFile())) {
        if (Files.size(entry) > MAX_IGNORE_FILE_BYTES) {
          throw new IOException("larger than " + MAX_IGNORE_FILE_BYTES + " bytes");
        }
        GlobRules rules = GlobRules.parse(Files.readAllLines(entry, StandardCharsets.UTF_8));
        return new Folder(folder.path, folder.relative, folder.spelled, new Ignore(rules, folder));
      }
    }
    return folder;
  }

  /** Lists the entry if it is a wanted file; gives it back if it is a folder to enter. */
  private Optional<Folder> consider(Folder folder, Path entry, Findings found) {
    String raw = SourceNames.rawName(entry);
    if (raw.equals(filter.ignoreFile()) || (!filter.hidden() && raw.startsWith("."))) {
      return Optional.empty();
    }
    String relative = child(folder.relative, SourceNames.nfc(raw));
    String spelled = child(folder.spelled, raw);
    BasicFileAttributes attributes;
    try {
      attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException vanished) {
      return Optional.empty();
    } catch (IOException e) {
      // It may be a folder as well as a file.
      if (!excluded(folder, relative, true)) {
        found.passOver(relative, PassedOver.Why.UNREADABLE, describe(e));
      }
      return Optional.empty();
    }
    if (attributes.isDirectory()) {
      if (!excluded(folder, relative, true)) {
        return Optional.of(new Folder(entry, relative, spelled, folder.ignore));
      }
      found.leftOut();
    } else if (wanted(folder, relative)) {
      list(relative, spelled, entry, attributes, found);
    } else {
      found.leftOut();
    }
    return Optional.empty();
  }

  private void list(
      String relative, String spelled, Path file, BasicFileAttributes attributes, Findings found) {
    if (attributes.isSymbolicLink()) {
      found.passOver(relative, PassedOver.Why.SYMLINK, "links are not followed");
    } else if (!attributes.isRegularFile()) {
      found.passOver(relative, PassedOver.Why.SPECIAL, "not a regular file");
    } else if (attributes.size() > filter.maxFileBytes()) {
      found.passOver(
          relative,
          PassedOver.Why.TOO_LARGE,
          attributes.size() + " bytes, over the limit of " + filter.maxFileBytes());
    } else if (!Files.isReadable(file)) {
      found.passOver(relative, PassedOver.Why.UNREADABLE, "permission denied");
    } else {
      found.add(
          spelled,
          new SourceFile(
              relative, file, attributes.size(), attributes.lastModifiedTime().toInstant()));
    }
  }

  private boolean wanted(Folder folder, String relative) {
    return !excluded(folder, relative, false)
        && (include.isEmpty() || include.coversFile(relative));
  }

  private boolean excluded(Folder folder, String relative, boolean isFolder) {
    if (exclude.decide(relative, isFolder).orElse(false)) {
      return true;
    }
    for (Ignore ignore = folder.ignore; ignore != null; ignore = ignore.at.ignore) {
      String base = ignore.at.relative;
      String below = base.isEmpty() ? relative : relative.substring(base.length() + 1);
      Optional<Boolean> decision = ignore.rules.decide(below, isFolder);
      if (decision.isPresent()) {
        return decision.get();
      }
    }
    return false;
  }

  private static String describe(Exception e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied";
      case MalformedInputException malformed -> "not UTF-8";
      case FileSystemException failed when failed.getReason() != null -> failed.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  private static String child(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  /**
   * A folder to visit; {@code spelled} is its path before it is NFC, {@code ignore} holds the rules
   * that bind it, the innermost first.
   */
  private record Folder(Path path, String relative, String spelled, @Nullable Ignore ignore) {}

  /** The rules of the ignore file in a folder; that folder knows the ones above it. */
  private record Ignore(GlobRules rules, Folder at) {}
}
