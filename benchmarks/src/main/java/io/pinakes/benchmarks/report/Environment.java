package io.pinakes.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where and with what a benchmark ran. Names of people, machines and folders are left out: records
 * are published.
 *
 * @param cpu the processor's name, {@code unknown} where the system does not say
 * @param cores how many the process may use
 * @param memoryBytes of the machine, 0 if unknown
 * @param os name and version of the system
 * @param jdk vendor and version
 * @param flags the virtual machine's, without those that hold a path
 * @param commit of the source, {@code unknown} outside of a checkout
 * @param seed what fixed every draw
 */
public record Environment(
    String cpu,
    int cores,
    long memoryBytes,
    String os,
    String jdk,
    List<String> flags,
    String commit,
    long seed) {

  /** Looks at this process. */
  public static Environment of(long seed) {
    long memory =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : 0;
    List<String> flags =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> flag.indexOf('/') < 0 && flag.indexOf('\\') < 0)
            .toList();
    return new Environment(
        processor(),
        Runtime.getRuntime().availableProcessors(),
        memory,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.vendor") + " " + Runtime.version(),
        flags,
        Optional.ofNullable(System.getProperty("pinakes.commit"))
            .or(() -> commit(Path.of("").toAbsolutePath()))
            .orElse("unknown"),
        seed);
  }

  /** As fields of a record. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("cpu", cpu);
    fields.put("cores", cores);
    fields.put("memory_bytes", memoryBytes);
    fields.put("os", os);
    fields.put("jdk", jdk);
    fields.put("flags", flags);
    fields.put("commit", commit);
    fields.put("seed", seed);
    return fields;
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  /** The commit of the checkout that a folder lies in, read from git's files. */
  static Optional<String> commit(Path start) {
    for (Path at = start; at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.exists(git)) {
        try {
          return head(gitFolder(at, git));
        } catch (IOException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** In a worktree {@code .git} is a file that names the folder. */
  private static Path gitFolder(Path checkout, Path git) throws IOException {
    return Files.isDirectory(git)
        ? git
        : checkout.resolve(Files.readString(git).strip().replaceFirst("^gitdir:\\s*", ""));
  }

  private static Optional<String> head(Path git) throws IOException {
    String head = Files.readString(git.resolve("HEAD")).strip();
    if (!head.startsWith("ref: ")) {
      return Optional.of(head);
    }
    String ref = head.substring(5);
    Path common = git.resolve("commondir");
    Path root =
        Files.exists(common) ? git.resolve(Files.readString(common).strip()).normalize() : git;
    if (Files.exists(root.resolve(ref))) {
      return Optional.of(Files.readString(root.resolve(ref)).strip());
    }
    Path packed = root.resolve("packed-refs");
    return Files.exists(packed)
        ? Files.readAllLines(packed).stream()
            .filter(line -> line.endsWith(" " + ref))
            .map(line -> line.substring(0, line.indexOf(' ')))
            .findFirst()
        : Optional.empty();
  }
}
