package io.pinakes.benchmarks.network;

import io.pinakes.benchmarks.BenchOptions;
import io.pinakes.benchmarks.report.Report;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.p2p.host.HostOptions.Security;
import io.pinakes.p2p.mux.yamux.YamuxLimits;
import io.pinakes.p2p.security.noise.driver.NoiseSecurity;
import io.pinakes.p2p.security.tls.driver.TlsSecurity;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench network}: each layer of a connection, beside what lies below it. */
@Command(
    name = "network",
    mixinStandardHelpOptions = true,
    description = {
      "Measure TCP, ciphers, Noise, TLS and Yamux over loopback, one on the other.",
      "",
      "  pinakes bench network --megabytes 500 --runs 3",
      ""
    })
public final class NetworkCommand implements Callable<Integer> {
  private static final long MEGABYTE = 1_000_000;
  private static final int SET_UPS = 300;
  private static final long FAR_MEGABYTES = 1_000;
  private static final long FAR_MEGABYTES_OF_A_FIXED_WINDOW = 20;
  private static final Duration ONE_WAY = Duration.ofMillis(50);

  @Option(
      names = "--megabytes",
      defaultValue = "2000",
      description = "To move in each run (default: ${DEFAULT-VALUE}).")
  private int megabytes = 2_000;

  @Option(
      names = "--runs",
      defaultValue = "5",
      description = "Of which the median counts (default: ${DEFAULT-VALUE}).")
  private int runs = 5;

  @Option(
      names = "--idle",
      defaultValue = "1000",
      description = "Idle connections whose memory is measured (default: ${DEFAULT-VALUE}).")
  private int idle = 1_000;

  @Option(
      names = "--peers",
      paramLabel = "DIR",
      description =
          "Where Kubo and js-libp2p are installed for the interop tests, to measure them.")
  private @Nullable Path peers;

  @Mixin private final BenchOptions options = new BenchOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private CommandSpec spec;

  /** Made by picocli's caller. */
  public NetworkCommand() {}

  @Override
  public Integer call() throws IOException {
    if (megabytes < 1 || runs < 1 || idle < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--megabytes, --runs and --idle are at least 1");
    }
    Map<String, Speed> speeds = new LinkedHashMap<>();
    Others others = new Others(Optional.ofNullable(peers), runs, megabytes * MEGABYTE);
    others.iperf().ifPresent(speed -> speeds.put("iperf3", speed));
    try (Channels raw = Channels.tcp()) {
      speeds.put("tcp", median(raw::move));
    }
    for (boolean aes : new boolean[] {false, true}) {
      String name = aes ? "aes-128-gcm" : "chacha20-poly1305";
      speeds.put(name + " encrypt", median(bytes -> Ciphers.encrypt(aes, bytes)));
      speeds.put(name + " decrypt", median(bytes -> Ciphers.decrypt(aes, bytes)));
    }
    for (Security kind : Security.values()) {
      try (Channels secured = secured(kind)) {
        speeds.put(name(kind), median(secured::move));
      }
      try (Hosts hosts = new Hosts(kind)) {
        speeds.put("yamux over " + name(kind), median(hosts::upload));
      }
    }
    for (Security kind : Security.values()) {
      others.js(kind).ifPresent(it -> speeds.put("js: yamux over " + name(kind), it));
      others.kubo(kind).ifPresent(it -> speeds.put("kubo: yamux over " + name(kind), it));
    }
    Report report = report(speeds);
    List<List<String>> connections = new ArrayList<>();
    for (Security kind : Security.values()) {
      try (Hosts hosts = new Hosts(kind)) {
        hosts.connectionsPerSecond(SET_UPS);
        double perSecond = hosts.connectionsPerSecond(SET_UPS);
        long heap = hosts.heapAnEnd(idle);
        report.field(name(kind) + "_connections_per_second", perSecond);
        report.field(name(kind) + "_heap_bytes_an_idle_end", heap);
        connections.add(List.of(name(kind), format("%.0f", perSecond), Long.toString(heap)));
      }
    }
    report.table(
        "Connections one after another, and " + idle + " idle ones",
        List.of("security", "set up a second", "heap bytes an idle end"),
        connections);
    distance(report);
    options.publish(report, spec.commandLine().getOut());
    return 0;
  }

  /** What windows that grow are worth over a long way. */
  private static void distance(Report report) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (boolean grows : new boolean[] {true, false}) {
      YamuxLimits limits =
          grows
              ? YamuxLimits.DEFAULT
              : YamuxLimits.DEFAULT.withMaxWindow(YamuxLimits.INITIAL_WINDOW_BYTES);
      long bytes = (grows ? FAR_MEGABYTES : FAR_MEGABYTES_OF_A_FIXED_WINDOW) * MEGABYTE;
      long begin = System.nanoTime();
      try (Hosts hosts = new Hosts(Security.NOISE, limits)) {
        hosts.uploadFar(ONE_WAY, bytes);
      }
      double speed = bytes / 1e6 / ((System.nanoTime() - begin) / 1e9);
      String window = grows ? "grows to 16 MiB" : "256 KiB";
      report.field("far_" + (grows ? "growing" : "fixed") + "_megabytes_per_second", speed);
      rows.add(List.of(window, Long.toString(bytes / MEGABYTE), format("%.1f", speed)));
    }
    report.table(
        "Yamux over Noise through a relay, 100 ms there and back, set-up included",
        List.of("window", "MB", "MB/s"),
        rows);
  }

  private Speed median(Speed.Run run) throws IOException {
    return Speed.median(runs, megabytes * MEGABYTE, run);
  }

  /** Each layer with its share of the slowest of those that it stands on. */
  private Report report(Map<String, Speed> speeds) {
    Layers layers = new Layers(speeds);
    List<List<String>> rows = new ArrayList<>();
    Report report = new Report("network", "Bytes over loopback", options.environment());
    for (Map.Entry<String, Speed> entry : speeds.entrySet()) {
      Speed speed = entry.getValue();
      OptionalDouble share = layers.shareOfBelow(entry.getKey());
      report.field(
          entry.getKey(),
          Map.of(
              "megabytes_per_second",
              speed.megabytesPerSecond(),
              "cpu_seconds_per_gigabyte",
              speed.cpuSecondsPerGigabyte(),
              "share_of_below",
              share.orElse(1)));
      rows.add(
          List.of(
              entry.getKey(),
              format("%.0f", speed.megabytesPerSecond()),
              format("%.2f", speed.cpuSecondsPerGigabyte()),
              share.isPresent() ? format("%.2f", share.getAsDouble()) : ""));
    }
    report.table(
        "Median of "
            + runs
            + " runs of "
            + megabytes
            + " MB; ours with both ends in one process, others two processes",
        List.of("layer", "MB/s", "CPU seconds a GB", "of what is below"),
        rows);
    List<String> disturbed = layers.disturbed();
    report.field("disturbed", disturbed);
    return disturbed.isEmpty() ? report : report.note(warning(disturbed));
  }

  private static String warning(List<String> disturbed) {
    return "warning: quicker than what it stands on: "
        + String.join(", ", disturbed)
        + ". Something else took its share of the machine meanwhile: these figures do not count."
        + " Repeat it on a quiet machine.";
  }

  private static Channels secured(Security kind) throws IOException {
    SecureRandom random = new SecureRandom();
    PrivateKey near = PrivateKey.generateEd25519(random);
    PrivateKey far = PrivateKey.generateEd25519(random);
    InstantSource clock = InstantSource.system();
    return kind == Security.NOISE
        ? Channels.secured(
            new NoiseSecurity(near, List.of(), random),
            new NoiseSecurity(far, List.of(), random),
            far)
        : Channels.secured(
            new TlsSecurity(near, List.of(), random, clock),
            new TlsSecurity(far, List.of(), random, clock),
            far);
  }

  private static String name(Security kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
