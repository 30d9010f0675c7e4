package io.pinakes.node.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.key.PeerId;
import io.pinakes.p2p.gate.GateList;
import io.pinakes.p2p.gate.IpRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a home does not talk to, in {@code peers/blocked.json}: apart from whom it has met, so that
 * those can be forgotten alone.
 */
public final class BlockList {
  private static final String FILE = "blocked.json";
  private static final String FIELD = "blocked";
  private static final String SCHEMA = "pinakes.blocked/1";

  private final PeerFolder folder;

  /** That of a home, which need not be there yet. */
  public BlockList(Path home) {
    folder = new PeerFolder(home);
  }

  /** The names and blocks of addresses, in order. */
  public List<String> all() throws IOException {
    return List.copyOf(read());
  }

  /**
   * Keeps a peer or a block of addresses out from now on, or no longer.
   *
   * @param text a peer's name, an IP address, or a block as {@code 192.0.2.0/24}
   */
  public Blocking block(String text, boolean out) throws IOException {
    String written = isRange(text) ? IpRange.parse(text).toString() : PeerId.parse(text).toString();
    boolean[] changed = {false};
    folder.locked(
        () -> {
          Set<String> blocked = read();
          changed[0] = out ? blocked.add(written) : blocked.remove(written);
          write(blocked);
        });
    return new Blocking(written, changed[0]);
  }

  /**
   * What came of it.
   *
   * @param written what is blocked, or no longer, as it is written in the list
   * @param changed whether that was not so before
   */
  public record Blocking(String written, boolean changed) {}

  /** Has the gate closed to what is blocked, and to nothing else. */
  public void applyTo(GateList gate) throws IOException {
    Set<PeerId> peers = new HashSet<>();
    Set<IpRange> ranges = new HashSet<>();
    for (String one : read()) {
      if (isRange(one)) {
        ranges.add(IpRange.parse(one));
      } else {
        peers.add(PeerId.parse(one));
      }
    }
    gate.blockOnly(peers, ranges);
  }

  /** Differs after each change. */
  String stamp() throws IOException {
    Path file = folder.file(FILE);
    if (!Files.exists(file)) {
      return "";
    }
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
  }

  /** Whether it is in its own file already; older versions had it in that of the peers. */
  boolean isApart() {
    return Files.exists(folder.file(FILE));
  }

  /** Has it in its own file, under the folder's lock. */
  void keepApart() throws IOException {
    if (!isApart()) {
      write(read());
    }
  }

  private Set<String> read() throws IOException {
    String name = isApart() ? FILE : KnownPeers.FILE;
    String remedy =
        "Restore it from a backup. Or mend it, or put it aside and block again whom you do not"
            + " talk to; until then this home talks to nobody.";
    return folder.read(name, remedy, BlockList::of);
  }

  /** Each is looked at: a list that cannot be used is a damaged one. */
  private static Set<String> of(JsonNode root) {
    Set<String> blocked = new TreeSet<>();
    for (JsonNode one : root.path(FIELD)) {
      String text = one.asText();
      blocked.add(isRange(text) ? IpRange.parse(text).toString() : PeerId.parse(text).toString());
    }
    return blocked;
  }

  private void write(Set<String> blocked) throws IOException {
    ObjectNode root = PeerFolder.JSON.createObjectNode().put("schema", SCHEMA);
    ArrayNode out = root.putArray(FIELD);
    blocked.forEach(out::add);
    folder.write(FILE, root);
  }

  private static boolean isRange(String text) {
    return text.indexOf('.') >= 0 || text.indexOf(':') >= 0;
  }
}
