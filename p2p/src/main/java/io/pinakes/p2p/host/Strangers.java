package io.pinakes.p2p.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Those who come and have not shown yet who they are. Where there are too many, one of the network
 * with the most goes, the one that has taken longest: who comes from elsewhere than a flood is not
 * touched by it, and who comes from the same place has as long as it takes for as many to come as
 * there is room for. Calls nobody under its lock.
 */
final class Strangers {
  private final Map<Object, Stranger> open = new LinkedHashMap<>(); // guarded by this, oldest first

  /** One more; it is cut by that. */
  synchronized void came(Object stranger, String subnet, Runnable cut) {
    open.put(stranger, new Stranger(subnet, cut));
  }

  /** It is one no longer; false if it was cut. */
  synchronized boolean left(Object stranger) {
    return open.remove(stranger) != null;
  }

  /** Cuts one; false if there is none. */
  boolean cutOne() {
    Optional<Stranger> one = take();
    one.ifPresent(stranger -> stranger.cut().run());
    return one.isPresent();
  }

  private synchronized Optional<Stranger> take() {
    Map<String, List<Object>> networks = new LinkedHashMap<>();
    open.forEach(
        (key, stranger) ->
            networks.computeIfAbsent(stranger.subnet(), name -> new ArrayList<>()).add(key));
    return networks.values().stream()
        .reduce((most, next) -> next.size() > most.size() ? next : most)
        .map(all -> open.remove(all.getFirst()));
  }

  private record Stranger(String subnet, Runnable cut) {}
}
