package io.pinakes.ingest.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers what a walk finds. For one thread. */
final class Findings {
  /** A file with its path as the disk spells it. */
  private record Candidate(String spelled, SourceFile file) {}

  private final List<Path> folders = new ArrayList<>();
  private final List<String> mounts = new ArrayList<>();
  private final Map<String, List<Candidate>> files = new TreeMap<>(SourceNames.ORDER);
  private final List<PassedOver> passedOver = new ArrayList<>();
  private long leftOut;

  /** A folder was entered. */
  void entered(Path folder) {
    folders.add(folder);
  }

  /** The folders that were entered, parents first. */
  List<Path> folders() {
    return folders;
  }

  /** A folder is a mount point. */
  void mounted(String relative) {
    mounts.add(relative);
  }

  /** A file or folder is not wanted. */
  void leftOut() {
    leftOut++;
  }

  /** A file is wanted. */
  void add(String spelled, SourceFile file) {
    files.computeIfAbsent(file.path(), p -> new ArrayList<>(1)).add(new Candidate(spelled, file));
  }

  void passOver(String path, PassedOver.Why why, String detail) {
    passedOver.add(new PassedOver(path, why, detail));
  }

  Walk toWalk() {
    List<SourceFile> chosen = new ArrayList<>();
    files.forEach(
        (path, candidates) -> {
          // Of several that share a name, the one spelled so, else the first by its bytes.
          candidates.sort(
              Comparator.comparing((Candidate c) -> !path.equals(c.spelled()))
                  .thenComparing(c -> c.file().file().toUri().getRawPath()));
          chosen.add(candidates.getFirst().file());
          for (Candidate other : candidates.subList(1, candidates.size())) {
            passOver(
                other.spelled(),
                PassedOver.Why.NAME_COLLISION,
                "another file has this name once both are NFC: rename one of them; code points of"
                    + " this one: "
                    + Arrays.toString(nameOf(other.spelled()).codePoints().toArray()));
          }
        });
    passedOver.sort(
        Comparator.comparing(PassedOver::path, SourceNames.ORDER)
            .thenComparing(PassedOver::detail));
    mounts.sort(SourceNames.ORDER);
    return new Walk(chosen, passedOver, mounts, leftOut);
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
