package io.pinakes.p2p.host;

import io.pinakes.core.key.PeerId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What peers are worth to whoever uses the host, and who must stay. Each use has a name of its own,
 * so that one does not undo what another said. Calls nobody under its lock.
 */
final class PeerWorth {
  private final Map<PeerId, Map<String, Integer>> tags = new LinkedHashMap<>(); // guarded by this
  private final Map<PeerId, Set<String>> protectors = new LinkedHashMap<>(); // guarded by this

  synchronized void tag(PeerId peer, String tag, int value) {
    Map<String, Integer> ofPeer = tags.computeIfAbsent(peer, key -> new TreeMap<>());
    if (value == 0) {
      ofPeer.remove(tag);
    } else {
      ofPeer.put(tag, value);
    }
    if (ofPeer.isEmpty()) {
      tags.remove(peer);
    }
  }

  synchronized void protect(PeerId peer, String tag) {
    protectors.computeIfAbsent(peer, key -> new TreeSet<>()).add(tag);
  }

  synchronized void unprotect(PeerId peer, String tag) {
    Set<String> ofPeer = protectors.getOrDefault(peer, new TreeSet<>());
    ofPeer.remove(tag);
    if (ofPeer.isEmpty()) {
      protectors.remove(peer);
    }
  }

  synchronized long worth(PeerId peer) {
    return tags.getOrDefault(peer, Map.of()).values().stream().mapToLong(it -> it).sum();
  }

  synchronized boolean isProtected(PeerId peer) {
    return protectors.containsKey(peer);
  }
}
