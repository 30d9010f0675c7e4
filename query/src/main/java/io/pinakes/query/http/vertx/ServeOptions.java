package io.pinakes.query.http.vertx;

import io.pinakes.query.http.Lane;
import io.pinakes.query.http.work.LaneLimits;
import io.pinakes.query.http.work.Lanes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Where a node listens and how much it takes on.
 *
 * @param host the address to bind
 * @param port the port, 0 for one that the system chooses
 * @param hostNames names, beside addresses and {@code localhost}, under which it may be asked for
 * @param limits how much it takes on
 */
public record ServeOptions(String host, int port, Set<String> hostNames, Limits limits) {
  /** Where a node listens unless told otherwise. */
  public static final String LISTEN = "127.0.0.1:7070";

  /** Checks the port. */
  public ServeOptions {
    hostNames = Set.copyOf(hostNames);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port [" + port + "] is none: it is 0 to 65535");
    }
  }

  /**
   * Reads {@code HOST:PORT}, with an IPv6 address in brackets. No name is looked up for it: what is
   * made of numbers and is no address is refused as such, and not taken for a name.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static ServeOptions parse(String listen, Set<String> hostNames) {
    int colon = listen.lastIndexOf(':');
    String host = colon < 0 ? "" : listen.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
      requireIpv6(host);
    } else if (host.indexOf(':') >= 0) {
      throw notAnAddress(listen);
    }
    String port = listen.substring(colon + 1);
    if (host.isEmpty() || !port.matches("[0-9]{1,5}")) {
      throw notAnAddress(listen);
    }
    requireIpv4(host);
    return new ServeOptions(host, Integer.parseInt(port), hostNames, Limits.DEFAULT);
  }

  /** An address may have fewer than four numbers; the last then stands for the rest of it. */
  private static void requireIpv4(String host) {
    if (!host.matches("[0-9.]+")) {
      return;
    }
    String[] numbers = host.split("\\.", -1);
    boolean fits = numbers.length <= 4;
    for (int i = 0; fits && i < numbers.length; i++) {
      int bits = i < numbers.length - 1 ? 8 : 8 * (5 - numbers.length);
      fits = numbers[i].matches("[0-9]{1,10}") && Long.parseLong(numbers[i]) >> bits == 0;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "[" + host + "] is no address: one has four numbers from 0 to 255");
    }
  }

  private static void requireIpv6(String host) {
    try {
      // With a colon in it, it is read and never looked up.
      if (host.indexOf(':') >= 0 && InetAddress.getByName(host) != null) {
        return;
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("[" + host + "] is no IPv6 address", e);
    }
    throw new IllegalArgumentException("[" + host + "] is no IPv6 address");
  }

  private static IllegalArgumentException notAnAddress(String listen) {
    return new IllegalArgumentException(
        "[" + listen + "] is not HOST:PORT, such as 127.0.0.1:7070 or [::1]:7070");
  }

  /** The same with other limits. */
  public ServeOptions withLimits(Limits other) {
    return new ServeOptions(host, port, hostNames, other);
  }

  /** Whether other machines can reach it. */
  public boolean wide() throws UnknownHostException {
    return !InetAddress.getByName(host).isLoopbackAddress();
  }

  /**
   * How much a node takes on.
   *
   * @param maxConnections connections at once; one more takes the place of one that rests
   * @param maxHeadBytes the longest head of a request
   * @param idle how long a connection may take to bring its next request
   * @param bodyTime how long a request may take to bring its body
   * @param stall how long a reader may take for what is written to it
   * @param heartbeat how often an idle stream says that it lives
   * @param drain how long requests under way may take to end when the node stops
   * @param lanes how much runs at once
   */
  public record Limits(
      int maxConnections,
      int maxHeadBytes,
      Duration idle,
      Duration bodyTime,
      Duration stall,
      Duration heartbeat,
      Duration drain,
      Map<Lane, LaneLimits> lanes) {
    /** For a machine that does other things, too. */
    public static final Limits DEFAULT =
        new Limits(
            1_024,
            16 << 10,
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Lanes.limits(Runtime.getRuntime().availableProcessors()));

    /** Checks that they let something through. */
    public Limits {
      lanes = Map.copyOf(lanes);
      if (maxConnections < 1 || maxHeadBytes < 256) {
        throw new IllegalArgumentException("limits that let nothing through");
      }
    }

    /** The same with another lane. */
    public Limits withLane(Lane lane, LaneLimits limits) {
      Map<Lane, LaneLimits> other = new EnumMap<>(lanes);
      other.put(lane, limits);
      return new Limits(
          maxConnections, maxHeadBytes, idle, bodyTime, stall, heartbeat, drain, other);
    }

    /** The same with so many connections at once. */
    public Limits withConnections(int most) {
      return new Limits(most, maxHeadBytes, idle, bodyTime, stall, heartbeat, drain, lanes);
    }

    /** The same with other times for slow clients. */
    public Limits withTimes(Duration otherIdle, Duration otherBody, Duration otherStall) {
      return new Limits(
          maxConnections, maxHeadBytes, otherIdle, otherBody, otherStall, heartbeat, drain, lanes);
    }
  }
}
