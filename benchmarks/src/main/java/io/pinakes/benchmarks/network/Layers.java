package io.pinakes.benchmarks.network;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** What was measured, layer by layer, and which stands on which. */
final class Layers {
  /** By so much may two medians differ on a quiet machine, though nothing is between them. */
  static final double SCATTER = 1.05;

  private final Map<String, Speed> speeds;

  Layers(Map<String, Speed> speeds) {
    this.speeds = speeds;
  }

  /** Its speed over that of the slowest that it stands on; empty if it stands on none. */
  OptionalDouble shareOfBelow(String layer) {
    List<String> below = below(layer);
    OptionalDouble slowest = slowest(below::contains);
    return slowest.isPresent()
        ? OptionalDouble.of(slowest(layer::equals).orElseThrow() / slowest.getAsDouble())
        : OptionalDouble.empty();
  }

  /** The speed of the slowest of those layers, in MB/s. */
  private OptionalDouble slowest(Predicate<String> which) {
    return speeds.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .mapToDouble(entry -> entry.getValue().megabytesPerSecond())
        .min();
  }

  /** Those that were quicker than what they do and more besides, which cannot be. */
  List<String> disturbed() {
    return speeds.keySet().stream()
        .filter(layer -> shareOfBelow(layer).orElse(0) > SCATTER)
        .toList();
  }

  private static List<String> below(String layer) {
    return switch (layer) {
      case "noise" -> List.of("tcp", "chacha20-poly1305 encrypt", "chacha20-poly1305 decrypt");
      case "tls" -> List.of("tcp", "aes-128-gcm encrypt", "aes-128-gcm decrypt");
      case "yamux over noise" -> List.of("noise");
      case "yamux over tls" -> List.of("tls");
      default -> List.of();
    };
  }
}
