package io.pinakes.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
 * @param commit that the program was built from, as the launcher passes it on ({@code -dirty} if
 *     the source had been changed since), else {@code unknown}
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
  private static final double GIGABYTE = 1e9;

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
        System.getProperty("pinakes.commit", "unknown"),
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

  /** The same on one line, for people. */
  public String line() {
    return String.join(
        "; ",
        List.of(
            cpu + ", " + cores + " cores, " + Math.round(memoryBytes / GIGABYTE) + " GB",
            os,
            jdk,
            "flags " + (flags.isEmpty() ? "none" : String.join(" ", flags)),
            "commit " + commit,
            "seed " + seed));
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
}
