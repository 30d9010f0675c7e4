package io.pinakes.ipfs.external;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.http.kubo.KuboException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a daemon was brought in step with.
 *
 * @param daemon its peer id
 * @param roots public roots that it holds now, with all below them
 * @param sentBlocks blocks that it was sent for that
 * @param sentBytes their bytes
 * @param withdrawn roots that it does not pin any more
 * @param lost roots that it had been given and had lost
 * @param announced roots that it has told its network of, of those that were sent
 * @param names records of names that it was given
 * @param troubles what it did not do, and the first reason that it gave
 */
public record MirrorReport(
    String daemon,
    long roots,
    long sentBlocks,
    long sentBytes,
    long withdrawn,
    long lost,
    long announced,
    long names,
    Map<String, String> troubles) {

  /** Counts. */
  static final class Counter {
    private final String daemon;
    private final long roots;
    private final Map<String, String> troubles = new TreeMap<>();
    private long sentBlocks;
    private long sentBytes;
    private long withdrawn;
    private long lost;
    private long announced;
    private long names;

    Counter(String daemon, long roots) {
      this.daemon = daemon;
      this.roots = roots;
    }

    void sent(long blocks, long bytes) {
      sentBlocks += blocks;
      sentBytes += bytes;
    }

    void withdrew() {
      withdrawn++;
    }

    void lost(Cid root) {
      lost++;
    }

    void announced() {
      announced++;
    }

    void named() {
      names++;
    }

    void trouble(String what, KuboException why) {
      troubles.putIfAbsent(what, String.valueOf(why.getMessage()));
    }

    MirrorReport report() {
      return new MirrorReport(
          daemon,
          roots,
          sentBlocks,
          sentBytes,
          withdrawn,
          lost,
          announced,
          names,
          Collections.unmodifiableMap(troubles));
    }
  }
}
