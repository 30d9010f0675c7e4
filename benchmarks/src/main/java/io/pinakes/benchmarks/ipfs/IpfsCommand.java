package io.pinakes.benchmarks.ipfs;

import io.pinakes.benchmarks.BenchOptions;
import io.pinakes.benchmarks.ipfs.Material.Archive;
import io.pinakes.benchmarks.ipfs.Transfers.Came;
import io.pinakes.benchmarks.peers.Child;
import io.pinakes.benchmarks.report.Report;
import io.pinakes.benchmarks.retrieval.TemporaryFolder;
import io.pinakes.ipfs.unixfs.UnixFsProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench ipfs}: archives, files and blocks in and out, beside Kubo on the same machine. */
@Command(
    name = "ipfs",
    mixinStandardHelpOptions = true,
    description = {
      "Measure add, CAR import and export, and the gateway beside Kubo.",
      "",
      "The same bytes, the same client, by turns. What is answered is on the disk",
      "with all of them: see the record.",
      "",
      "  pinakes bench ipfs ~/bin/ipfs --runs 3",
      ""
    })
public final class IpfsCommand implements Callable<Integer> {
  private static final long MEGABYTE = 1_000_000;

  @Parameters(paramLabel = "KUBO", description = "Kubo's program, ipfs.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private Path kubo;

  @Option(
      names = "--megabytes",
      defaultValue = "1000",
      description = "To move in each run (default: ${DEFAULT-VALUE}).")
  private int megabytes = 1000;

  @Option(
      names = "--runs",
      defaultValue = "3",
      description = "Of which the median counts (default: ${DEFAULT-VALUE}).")
  private int runs = 3;

  @Option(
      names = "--stores",
      split = ",",
      defaultValue = "flatfs,pebble",
      paramLabel = "STORE",
      description = "Kubo's stores to measure: ${COMPLETION-CANDIDATES} (default: both).")
  private List<KuboContender.Store> stores = List.of();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "OPERATION",
      description = "Not all, but these: ${COMPLETION-CANDIDATES}.")
  private List<Operation> only = List.of(Operation.values());

  @Mixin private final BenchOptions options = new BenchOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private CommandSpec spec;

  /** Made by picocli's caller. */
  public IpfsCommand() {}

  @Override
  public Integer call() throws IOException {
    if (megabytes < 1 || runs < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--megabytes and --runs are at least 1");
    }
    if (!Files.exists(kubo)) {
      throw new NoSuchFileException(kubo.toString());
    }
    try (TemporaryFolder folder = TemporaryFolder.create("pinakes-bench")) {
      Material material =
          new Material(folder.path(), megabytes * MEGABYTE, UnixFsProfile.V1_2025, options.seed());
      Archive kept = material.archive("kept");
      List<Contender> contenders = new ArrayList<>();
      try {
        contenders.add(
            new PinakesContender(program(), folder.path().resolve("pinakes"), kept.path()));
        for (KuboContender.Store store : stores) {
          Path repository = folder.path().resolve("kubo-" + contenders.size());
          contenders.add(new KuboContender(kubo, repository, store, kept.path()));
        }
        List<String> names = contenders.stream().map(Contender::name).toList();
        Trials trials = new Trials();
        for (int run = 0; run <= runs; run++) {
          Path file = material.file("file");
          Archive archive = material.archive("archive");
          for (Operation operation : only) {
            Map<String, Trial> round = round(operation, contenders, kept, file, archive);
            if (run > 0) { // Before, compilers have been at work.
              round.forEach((name, trial) -> trials.add(operation, name, trial));
            }
          }
          Collections.rotate(contenders, 1);
        }
        Report report = report(contenders);
        trials.tell(report, names, megabytes * MEGABYTE);
        options.publish(report, spec.commandLine().getOut());
      } finally {
        for (Contender each : contenders) {
          each.close();
        }
      }
    }
    return 0;
  }

  private Path program() throws IOException {
    String launcher = System.getProperty("pinakes.launcher");
    if (launcher == null) {
      throw new IOException("this measures the program itself: start it as pinakes bench ipfs");
    }
    return Path.of(launcher);
  }

  private Map<String, Trial> round(
      Operation operation, List<Contender> contenders, Archive kept, Path file, Archive archive)
      throws IOException {
    Map<String, Trial> trials = new LinkedHashMap<>();
    Optional<Came> agreed = Optional.empty();
    for (Contender each : contenders) {
      // What others have left to the disk is not this one's to wait for.
      var unused = Child.run(file.resolveSibling("sync.log"), Map.of(), List.of("sync"));
      double cpu = each.cpuSeconds();
      long begin = System.nanoTime();
      Optional<Came> came = operation.run(each, kept, file, archive);
      double seconds = (System.nanoTime() - begin) / 1e9;
      trials.put(each.name(), new Trial(seconds, each.cpuSeconds() - cpu));
      if (agreed.isPresent() && !agreed.equals(came)) {
        throw new IOException(
            each.name() + " gave [" + came + "] to " + operation.field() + ", not " + agreed);
      }
      agreed = came;
    }
    return trials;
  }

  private Report report(List<Contender> contenders) throws IOException {
    Map<String, Object> durability = new LinkedHashMap<>();
    contenders.forEach(each -> durability.put(each.name(), each.durability()));
    return new Report("ipfs", "Beside Kubo over HTTP", options.environment())
        .field("bytes", megabytes * MEGABYTE)
        .field("runs", runs)
        .field("unixfs_profile", UnixFsProfile.V1_2025.name())
        .field("kubo", version())
        .field("durability", durability);
  }

  private String version() throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create("pinakes-bench")) {
      List<String> line = List.of(kubo.toAbsolutePath().toString(), "version", "--number");
      return Child.run(folder.path().resolve("log"), Map.of(), line).strip();
    }
  }
}
