package io.pinakes.node.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.query.failure.ShellWord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Whom a home has met, in {@code peers/known.json}. */
public final class KnownPeers {
  /**
   * How many peers are remembered. Of more, those go first that only came in by themselves, those
   * met longest ago first: no crowd of strangers makes a home forget whom it dialled.
   */
  static final int MAX_PEERS = 1_000;

  static final String FILE = "known.json";

  private static final String SCHEMA = "pinakes.peers/1";
  private static final int MAX_ADDRESSES = 8; // of one peer

  // Strangers choose both; a thousand of them fill less than what is read again.
  private static final int MAX_AGENT_CHARACTERS = 128;
  private static final int MAX_ADDRESS_CHARACTERS = 256;

  private final PeerFolder folder;
  private final BlockList blocks;

  /** Those of a home, which need not be there yet. */
  public KnownPeers(Path home) {
    folder = new PeerFolder(home);
    blocks = new BlockList(home);
  }

  /** Those that were met, the latest first. */
  public List<KnownPeer> met() throws IOException {
    return List.copyOf(read().values());
  }

  /** What is known of one. */
  public Optional<KnownPeer> find(PeerId peer) throws IOException {
    return Optional.ofNullable(read().get(peer));
  }

  /** Peers were met, the latest last. */
  public void meet(Collection<KnownPeer> peers) throws IOException {
    folder.locked(
        () -> {
          SequencedMap<PeerId, KnownPeer> met = read();
          peers.forEach(peer -> meet(met, peer));
          forgetSome(met);
          blocks.keepApart();
          folder.write(FILE, toJson(met.values()));
        });
  }

  private static void meet(SequencedMap<PeerId, KnownPeer> met, KnownPeer now) {
    Optional<KnownPeer> before = Optional.ofNullable(met.remove(now.id()));
    List<Multiaddr> addresses =
        Stream.concat(
                now.addresses().stream(), before.stream().flatMap(it -> it.addresses().stream()))
            .filter(address -> address.toString().length() <= MAX_ADDRESS_CHARACTERS)
            .distinct()
            .limit(MAX_ADDRESSES)
            .toList();
    boolean cameIn = now.cameIn() && before.map(KnownPeer::cameIn).orElse(true);
    met.putFirst(
        now.id(), new KnownPeer(now.id(), addresses, shortened(now.agent()), now.seen(), cameIn));
  }

  private static void forgetSome(SequencedMap<PeerId, KnownPeer> met) {
    Iterator<KnownPeer> oldestFirst = met.sequencedValues().reversed().iterator();
    while (met.size() > MAX_PEERS && oldestFirst.hasNext()) {
      if (oldestFirst.next().cameIn()) {
        oldestFirst.remove();
      }
    }
    while (met.size() > MAX_PEERS) {
      met.pollLastEntry();
    }
  }

  private static String shortened(String agent) {
    int length = agent.codePointCount(0, agent.length());
    return length <= MAX_AGENT_CHARACTERS
        ? agent
        : agent.substring(0, agent.offsetByCodePoints(0, MAX_AGENT_CHARACTERS));
  }

  private SequencedMap<PeerId, KnownPeer> read() throws IOException {
    String remedy =
        "Put it aside to forget whom was met: mv "
            + ShellWord.of(folder.file(FILE).toString())
            + " "
            + ShellWord.of(folder.file(FILE + ".damaged").toString())
            + (blocks.isApart()
                ? ". What is blocked is kept elsewhere and stays so."
                : ". What an older version was told to block is in it, too: block that again.");
    return folder.read(FILE, remedy, KnownPeers::of);
  }

  private static SequencedMap<PeerId, KnownPeer> of(JsonNode root) {
    SequencedMap<PeerId, KnownPeer> met = new LinkedHashMap<>();
    for (JsonNode one : root.path("peers")) {
      PeerId id = PeerId.parse(one.path("id").asText());
      List<Multiaddr> addresses = new ArrayList<>();
      one.path("addresses").forEach(text -> addresses.add(Multiaddr.parse(text.asText())));
      Instant seen = Instant.parse(one.path("seen").asText());
      boolean cameIn = one.path("came_in").asBoolean();
      met.put(id, new KnownPeer(id, addresses, one.path("agent").asText(), seen, cameIn));
    }
    return met;
  }

  private static ObjectNode toJson(Collection<KnownPeer> met) {
    ObjectNode root = PeerFolder.JSON.createObjectNode().put("schema", SCHEMA);
    ArrayNode peers = root.putArray("peers");
    met.forEach(peer -> peers.add(toJson(peer)));
    return root;
  }

  private static ObjectNode toJson(KnownPeer peer) {
    ObjectNode node = PeerFolder.JSON.createObjectNode().put("id", peer.id().toString());
    ArrayNode addresses = node.putArray("addresses");
    peer.addresses().forEach(address -> addresses.add(address.toString()));
    node.put("agent", peer.agent()).put("seen", peer.seen().toString());
    return node.put("came_in", peer.cameIn());
  }
}
