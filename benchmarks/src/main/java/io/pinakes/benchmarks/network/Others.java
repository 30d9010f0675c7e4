package io.pinakes.benchmarks.network;

import io.pinakes.p2p.host.HostOptions.Security;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The same by others, on the same machine, in the same run; what is not installed is left out. */
final class Others {
  private static final long MOST_BYTES = 1_000_000_000; // they need longer

  private final Optional<Path> peers;
  private final int runs;
  private final long bytes;

  /** With peers that are installed there. */
  Others(Optional<Path> peers, int runs, long bytes) {
    this.peers = peers;
    this.runs = runs;
    this.bytes = bytes;
  }

  /** iperf3, which needs no folder. */
  Optional<Speed> iperf() throws IOException {
    Path log = Files.createTempFile("pinakes-bench", ".log");
    try {
      if (Iperf.upload(log, bytes / 4).isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(Speed.median(runs, () -> Iperf.upload(log, bytes).orElseThrow()));
    } finally {
      Files.delete(log);
    }
  }

  /** Between two hosts of js, by perf. */
  Optional<Speed> js(Security security) throws IOException {
    if (peers.isEmpty()) {
      return Optional.empty();
    }
    Path log = Files.createTempFile("pinakes-bench", ".log");
    try (JsHosts hosts = new JsHosts(peers.get(), log, security)) {
      hosts.upload(few() / 4);
      return Optional.of(Speed.median(runs, () -> hosts.upload(few())));
    } finally {
      Files.delete(log);
    }
  }

  /** Between two Kubo daemons, by a forwarded socket. */
  Optional<Speed> kubo(Security security) throws IOException {
    if (peers.isEmpty()) {
      return Optional.empty();
    }
    Path folder = Files.createTempDirectory("pinakes-bench");
    try (KuboHosts hosts = new KuboHosts(peers.get(), folder, security)) {
      hosts.upload(few() / 4);
      return Optional.of(Speed.median(runs, () -> hosts.upload(few())));
    } finally {
      delete(folder);
    }
  }

  private long few() {
    return Math.min(bytes, MOST_BYTES);
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.delete(one);
    }
  }
}
