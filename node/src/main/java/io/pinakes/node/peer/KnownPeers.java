package io.pinakes.node.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.datasets.home.PrivateFiles;
import io.pinakes.p2p.gate.GateList;
import io.pinakes.p2p.gate.IpRange;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a home remembers of peers, in {@code peers/known.json}, readable to its owner only: those it
 * met, and those it does not talk to. Each change reads, changes and replaces the file under a lock
 * of its own, so that it works beside a process that holds the home.
 */
public final class KnownPeers {
  /** How many peers are remembered; those met longest ago go. */
  static final int MAX_PEERS = 1_000;

  private static final int MAX_ADDRESSES = 8; // of one peer
  private static final long MAX_FILE_BYTES = 4L << 20;
  private static final String SCHEMA = "pinakes.peers/1";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;

  /** Those of a home, which need not be there yet. */
  public KnownPeers(Path home) {
    folder = home.resolve("peers");
  }

  /** Those that were met, the latest first. */
  public List<KnownPeer> met() throws IOException {
    return List.copyOf(read().met.values());
  }

  /** What is known of one. */
  public Optional<KnownPeer> find(PeerId peer) throws IOException {
    return Optional.ofNullable(read().met.get(peer));
  }

  /** The names and blocks of addresses that are blocked, in order. */
  public List<String> blocked() throws IOException {
    return List.copyOf(read().blocked);
  }

  /** Who may be talked to. */
  public GateList gate() throws IOException {
    GateList gate = new GateList();
    for (String one : read().blocked) {
      if (isRange(one)) {
        gate.block(IpRange.parse(one));
      } else {
        gate.block(PeerId.parse(one));
      }
    }
    return gate;
  }

  /** A peer was met there. */
  public void meet(PeerId peer, Multiaddr address, String agent, Instant now) throws IOException {
    change(
        content -> {
          List<Multiaddr> addresses = new ArrayList<>();
          addresses.add(address);
          Optional.ofNullable(content.met.remove(peer))
              .ifPresent(before -> addresses.addAll(before.addresses()));
          List<Multiaddr> kept = addresses.stream().distinct().limit(MAX_ADDRESSES).toList();
          Map<PeerId, KnownPeer> rest = new LinkedHashMap<>(content.met);
          content.met.clear();
          content.met.put(peer, new KnownPeer(peer, kept, agent, now));
          rest.values().stream()
              .limit(MAX_PEERS - 1L)
              .forEach(other -> content.met.put(other.id(), other));
        });
  }

  /**
   * Keeps a peer or a block of addresses out from now on, or no longer.
   *
   * @param text a peer's name, an IP address, or a block as {@code 192.0.2.0/24}
   * @return the same, as it is written
   */
  public String block(String text, boolean out) throws IOException {
    String written = isRange(text) ? IpRange.parse(text).toString() : PeerId.parse(text).toString();
    change(
        content -> {
          if (out) {
            content.blocked.add(written);
          } else {
            content.blocked.remove(written);
          }
        });
    return written;
  }

  private static boolean isRange(String text) {
    return text.indexOf('.') >= 0 || text.indexOf(':') >= 0;
  }

  private void change(Change change) throws IOException {
    Files.createDirectories(folder);
    try (FileChannel lock =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = lock.lock()) {
      if (!held.isValid()) {
        throw new IOException("no lock on [" + folder + "]");
      }
      Content content = read();
      change.make(content);
      PrivateFiles.write(file(), JSON.writeValueAsBytes(content.toJson()));
    }
  }

  private Path file() {
    return folder.resolve("known.json");
  }

  private Content read() throws IOException {
    if (!Files.exists(file())) {
      return new Content();
    }
    if (Files.size(file()) > MAX_FILE_BYTES) {
      throw new IOException("[" + file() + "] is too long to be what this writes");
    }
    try {
      return Content.of(JSON.readTree(Files.readAllBytes(file())));
    } catch (JsonProcessingException | MultiformatException | DateTimeException e) {
      throw new IOException("[" + file() + "] is damaged; remove it to forget all peers", e);
    }
  }

  /** Changes what is remembered. */
  private interface Change {
    void make(Content content);
  }

  private static final class Content {
    private final Map<PeerId, KnownPeer> met = new LinkedHashMap<>(); // the latest first
    private final TreeSet<String> blocked = new TreeSet<>();

    private static Content of(JsonNode root) {
      Content content = new Content();
      for (JsonNode one : root.path("peers")) {
        PeerId id = PeerId.parse(one.path("id").asText());
        List<Multiaddr> addresses = new ArrayList<>();
        one.path("addresses").forEach(text -> addresses.add(Multiaddr.parse(text.asText())));
        Instant seen = Instant.parse(one.path("seen").asText());
        content.met.put(id, new KnownPeer(id, addresses, one.path("agent").asText(), seen));
      }
      root.path("blocked").forEach(text -> content.blocked.add(text.asText()));
      return content;
    }

    private ObjectNode toJson() {
      ObjectNode root = JSON.createObjectNode().put("schema", SCHEMA);
      ArrayNode peers = root.putArray("peers");
      for (KnownPeer one : met.values()) {
        ObjectNode node = peers.addObject().put("id", one.id().toString());
        ArrayNode addresses = node.putArray("addresses");
        one.addresses().forEach(address -> addresses.add(address.toString()));
        node.put("agent", one.agent()).put("seen", one.seen().toString());
      }
      ArrayNode out = root.putArray("blocked");
      blocked.forEach(out::add);
      return root;
    }
  }
}
