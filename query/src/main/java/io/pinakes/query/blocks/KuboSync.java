package io.pinakes.query.blocks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.ipfs.external.KuboMirror;
import io.pinakes.ipfs.external.MirrorReport;
import io.pinakes.ipfs.http.kubo.KuboClient;
import io.pinakes.ipfs.http.kubo.KuboException;
import io.pinakes.ipfs.http.kubo.KuboOptions;
import io.pinakes.ipfs.store.Store;
import io.pinakes.query.failure.Kind;
import io.pinakes.query.failure.WorkException;
import io.pinakes.query.json.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Brings a Kubo that the user runs in step with what is public in a home. Any thread may call; the
 * lock sees to it that one does it at a time, for two would take the same roots back.
 */
public final class KuboSync {
  /** What a Kubo is never given, and is not asked for, in words for people. */
  public static final String NOT_THROUGH_IT =
      "private blocks are never put there; reading, searching, pulling and the home's own gateway"
          + " do not go through it";

  private static final String OPTION = "--ipfs kubo=";

  private final String token;
  private final ReentrantLock turn = new ReentrantLock();

  /**
   * Of a process.
   *
   * @param token what a Kubo asks for, or empty
   */
  public KuboSync(String token) {
    this.token = token;
  }

  /**
   * Brings one in step; an interrupt ends it.
   *
   * @param address as people write it
   * @throws WorkException if it cannot be reached, or does not take blocks
   */
  public MirrorReport sync(Store store, String address) throws IOException {
    KuboOptions options = KuboOptions.at(KuboAddress.uri(address, OPTION));
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    try (KuboClient client = new KuboClient(token.isEmpty() ? options : options.withToken(token))) {
      return new KuboMirror(store, InstantSource.system(), client).sync();
    } catch (KuboException e) {
      throw new WorkException(
          e.kind() == KuboException.Kind.UNREACHABLE ? Kind.NETWORK : Kind.FAILURE,
          "Kubo at " + address + ": " + e.getMessage(),
          "What was done in this home stands. Again: pinakes ipfs sync --ipfs kubo=" + address,
          e);
    } finally {
      turn.unlock();
    }
  }

  /** The same as work: {@code pinakes.ipfs-sync/1}. */
  Work work(String address) {
    URI unused = KuboAddress.uri(address, OPTION);
    return (bank, listener, cancellation) -> {
      Thread worker = Thread.currentThread();
      BreakOff breakOff = new BreakOff(cancellation, worker::interrupt);
      try {
        BreakOff.heed(cancellation);
        return document(address, sync(bank.store(), address));
      } finally {
        breakOff.close();
        // It may have come when all was done.
        boolean unusedStop = Thread.interrupted();
      }
    };
  }

  private static ObjectNode document(String address, MirrorReport report) {
    ObjectNode document = Json.document("pinakes.ipfs-sync/1");
    document.put("kubo", address).put("daemon", report.daemon()).put("roots", report.roots());
    document.put("sent_blocks", report.sentBlocks()).put("sent_bytes", report.sentBytes());
    document.put("withdrawn", report.withdrawn()).put("lost", report.lost());
    document.put("announced", report.announced()).put("names", report.names());
    ObjectNode troubles = document.putObject("troubles");
    report.troubles().forEach(troubles::put);
    return document.put("not_through_it", NOT_THROUGH_IT);
  }

  /** Reads what the work gives. */
  public static MirrorReport read(JsonNode document) {
    Map<String, String> troubles = new TreeMap<>();
    document
        .path("troubles")
        .properties()
        .forEach(trouble -> troubles.put(trouble.getKey(), trouble.getValue().asText()));
    return new MirrorReport(
        document.path("daemon").asText(),
        document.path("roots").asLong(),
        document.path("sent_blocks").asLong(),
        document.path("sent_bytes").asLong(),
        document.path("withdrawn").asLong(),
        document.path("lost").asLong(),
        document.path("announced").asLong(),
        document.path("names").asLong(),
        Collections.unmodifiableMap(troubles));
  }
}
