package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.ipfs.external.KuboMirror;
import io.pinakes.ipfs.external.MirrorReport;
import io.pinakes.ipfs.http.kubo.KuboClient;
import io.pinakes.ipfs.http.kubo.KuboException;
import io.pinakes.ipfs.http.kubo.KuboOptions;
import io.pinakes.ipfs.store.Store;
import io.pinakes.query.blocks.KuboAddress;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;

/**
 * The Kubo that {@code --ipfs kubo=ADDRESS} names: what is public in this home is kept there too.
 *
 * @param address as it was written
 * @param api where its RPC is
 * @param token what it asks for, or empty; from {@code $PINAKES_KUBO_TOKEN}
 */
record ExternalKubo(String address, URI api, String token) {
  private static final String PREFIX = "kubo=";

  /** What a Kubo is never given, and is not asked for, in words for people. */
  static final String NOT_THROUGH_IT =
      "private blocks are never put there; reading, searching, pulling and the home's own gateway"
          + " do not go through it";

  /** Reads the option's value. */
  static ExternalKubo parse(String text, Map<String, String> environment) {
    String option = "--ipfs " + PREFIX;
    if (!text.startsWith(PREFIX)) {
      throw KuboAddress.wrong("--ipfs ", text, option);
    }
    String address = text.substring(PREFIX.length());
    return new ExternalKubo(address, KuboAddress.uri(address, option), token(environment));
  }

  /** What Kubos ask for, or empty. */
  static String token(Map<String, String> environment) {
    return environment.getOrDefault("PINAKES_KUBO_TOKEN", "");
  }

  /** A client of it, the caller's to close. */
  KuboClient client() {
    KuboOptions options = KuboOptions.at(api);
    return new KuboClient(token.isEmpty() ? options : options.withToken(token));
  }

  /** Brings it in step with what is public in a store. */
  MirrorReport sync(Store store) throws IOException {
    try (KuboClient client = client()) {
      return new KuboMirror(store, InstantSource.system(), client).sync();
    } catch (KuboException e) {
      throw new CliException(
          e.kind() == KuboException.Kind.UNREACHABLE ? ExitCode.NETWORK : ExitCode.FAILURE,
          "Kubo at " + address + ": " + e.getMessage(),
          "What was done in this home stands. Again: pinakes ipfs sync --ipfs kubo=" + address);
    }
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

  /** For programs. */
  void write(MirrorReport report, ObjectNode document) {
    document.put("kubo", address).put("daemon", report.daemon()).put("roots", report.roots());
    document.put("sent_blocks", report.sentBlocks()).put("sent_bytes", report.sentBytes());
    document.put("withdrawn", report.withdrawn()).put("lost", report.lost());
    document.put("announced", report.announced()).put("names", report.names());
    ObjectNode troubles = document.putObject("troubles");
    report.troubles().forEach(troubles::put);
    document.put("not_through_it", NOT_THROUGH_IT);
  }
}
