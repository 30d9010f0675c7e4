package io.pinakes.p2p.host;

import io.pinakes.p2p.Direction;
import io.pinakes.p2p.HostEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The last events of a host, each with its time. Safe for several threads. */
public final class EventLog implements Consumer<HostEvent> {
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
      return time + " " + words();
    }

    private String words() {
      return switch (event) {
        case HostEvent.Listening it -> "listening address=" + it.address();
        case HostEvent.AcceptFailed it ->
            "accept-failed address=" + it.address() + " reason=" + quoted(it.reason());
        case HostEvent.Joined it ->
            "joined peer="
                + it.peer()
                + " direction="
                + (it.direction() == Direction.INBOUND ? "in" : "out")
                + " address="
                + it.address()
                + " security="
                + it.security()
                + " muxer="
                + it.muxer();
        case HostEvent.Identified it ->
            "identified peer=" + it.peer() + " agent=" + quoted(it.agent());
        case HostEvent.Left it ->
            "left peer="
                + it.peer()
                + " address="
                + it.address()
                + " reason="
                + quoted(it.reason());
        case HostEvent.Trimmed it -> "trimmed peer=" + it.peer() + " address=" + it.address();
        case HostEvent.DialFailed it ->
            "dial-failed peer="
                + it.peer()
                + " address="
                + it.address()
                + " reason="
                + quoted(it.reason());
        case HostEvent.Refused it ->
            "refused address=" + it.address() + " reason=" + quoted(it.reason());
      };
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
