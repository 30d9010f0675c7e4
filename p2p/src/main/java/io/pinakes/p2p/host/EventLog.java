package io.pinakes.p2p.host;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.HostEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The last events of a host, each with its time. Safe for several threads. */
public final class EventLog implements Consumer<HostEvent> {
  /** What others chose, or what has spaces. */
  private static final Set<String> QUOTED = Set.of("agent", "protocol", "reason");

  private final InstantSource clock;
  private final int most;
  private final Deque<Entry> entries = new ArrayDeque<>(); // guarded by this

  /** Keeps so many; older ones go. */
  public EventLog(InstantSource clock, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("a log of [" + most + "] events");
    }
    this.clock = clock;
    this.most = most;
  }

  @Override
  public synchronized void accept(HostEvent event) {
    if (entries.size() == most) {
      entries.removeFirst();
    }
    entries.addLast(new Entry(clock.instant(), event));
  }

  /** What it has kept, the oldest first. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /**
   * One line.
   *
   * @param time when it happened
   * @param event what
   */
  public record Entry(Instant time, HostEvent event) {
    /** A line of words {@code name=value}; what a peer chose is quoted, line ends escaped. */
    public String line() {
      StringBuilder words = new StringBuilder(time + " " + kind());
      fields()
          .forEach(
              (name, value) ->
                  words.append(' ').append(name).append('=').append(written(name, value)));
      return words.toString();
    }

    /** What kind of event it is, in a word. */
    public String kind() {
      return switch (event) {
        case HostEvent.Listening it -> "listening";
        case HostEvent.AcceptFailed it -> "accept-failed";
        case HostEvent.Joined it -> "joined";
        case HostEvent.Identified it -> "identified";
        case HostEvent.IdentifyFailed it -> "identify-failed";
        case HostEvent.StreamFailed it -> "stream-failed";
        case HostEvent.CutOff it -> "cut-off";
        case HostEvent.Left it -> "left";
        case HostEvent.Trimmed it -> "trimmed";
        case HostEvent.DialFailed it -> "dial-failed";
        case HostEvent.Refused it -> "refused";
      };
    }

    /** The rest of it by name, in the order in which it is written. */
    public Map<String, String> fields() {
      Map<String, String> all = new LinkedHashMap<>();
      switch (event) {
        case HostEvent.Listening it -> at(all, it.address());
        case HostEvent.AcceptFailed it -> because(at(all, it.address()), it.reason());
        case HostEvent.Joined it -> {
          all.put("peer", it.peer().toString());
          all.put("direction", it.direction() == Direction.INBOUND ? "in" : "out");
          at(all, it.address()).put("security", it.security());
          all.put("muxer", it.muxer());
        }
        case HostEvent.Identified it -> {
          all.put("peer", it.peer().toString());
          all.put("agent", it.agent());
        }
        case HostEvent.IdentifyFailed it -> because(of(all, it.peer(), it.address()), it.reason());
        case HostEvent.StreamFailed it -> {
          of(all, it.peer(), it.address()).put("protocol", it.protocol());
          because(all, it.reason());
        }
        case HostEvent.CutOff it -> of(all, it.peer(), it.address());
        case HostEvent.Left it -> because(of(all, it.peer(), it.address()), it.reason());
        case HostEvent.Trimmed it -> of(all, it.peer(), it.address());
        case HostEvent.DialFailed it -> because(of(all, it.peer(), it.address()), it.reason());
        case HostEvent.Refused it -> because(at(all, it.address()), it.reason());
      }
      return all;
    }

    private static Map<String, String> of(Map<String, String> all, PeerId peer, Multiaddr address) {
      all.put("peer", peer.toString());
      return at(all, address);
    }

    private static Map<String, String> at(Map<String, String> all, Multiaddr address) {
      all.put("address", address.toString());
      return all;
    }

    private static void because(Map<String, String> all, String reason) {
      all.put("reason", reason);
    }

    private static String written(String name, String value) {
      return QUOTED.contains(name) ? quoted(value) : value;
    }

    private static String quoted(String text) {
      StringBuilder out = new StringBuilder("\"");
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '"' || c == '\\') {
          out.append('\\').append(c);
        } else if (Character.isISOControl(c)) {
          out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
      return out.append('"').toString();
    }
  }
}
