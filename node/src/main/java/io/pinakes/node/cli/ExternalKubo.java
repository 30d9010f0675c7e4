package io.pinakes.node.cli;

import io.pinakes.ipfs.external.MirrorReport;
import io.pinakes.query.blocks.KuboAddress;
import java.net.URI;
import java.util.Map;

/**
 * The Kubo that {@code --ipfs kubo=ADDRESS} names: what is public in this home is kept there too.
 *
 * @param address as it was written
 */
record ExternalKubo(String address) {
  private static final String PREFIX = "kubo=";

  /** Reads the option's value. */
  static ExternalKubo parse(String text) {
    String option = "--ipfs " + PREFIX;
    if (!text.startsWith(PREFIX)) {
      throw KuboAddress.wrong("--ipfs ", text, option);
    }
    String address = text.substring(PREFIX.length());
    URI unused = KuboAddress.uri(address, option);
    return new ExternalKubo(address);
  }

  /** What Kubos ask for, or empty. */
  static String token(Map<String, String> environment) {
    return environment.getOrDefault("PINAKES_KUBO_TOKEN", "");
  }

  /** For people. */
  String sentence(MirrorReport report) {
    StringBuilder said = new StringBuilder("kubo at " + address + " holds ");
    said.append(Figures.count(report.roots(), "public root"));
    if (report.sentBlocks() > 0) {
      said.append(", sent ").append(Figures.count(report.sentBlocks(), "block"));
      said.append(" of ").append(Figures.bytes(report.sentBytes()));
    }
    if (report.withdrawn() > 0) {
      said.append(", took back ").append(Figures.count(report.withdrawn(), "root"));
    }
    if (report.names() > 0) {
      said.append(", ").append(Figures.count(report.names(), "name"));
    }
    report
        .troubles()
        .forEach((what, why) -> said.append("; no ").append(what).append(": ").append(why));
    return Printable.line(said.toString());
  }
}
