package io.pinakes.p2p.host;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.p2p.mux.yamux.YamuxLimits;
import io.pinakes.p2p.resource.ResourceLimits;
import io.pinakes.p2p.transport.Transport;
import java.time.Duration;
import java.util.List;

/**
 * What a host is made of.
 *
 * @param identity its key
 * @param agent its program and version, told to peers
 * @param transports tried in this order for an address
 * @param security in order of preference, for the dials of this host
 * @param resources limits of its scopes
 * @param yamux limits of its connections
 * @param handshakeTimeout from a connection's first byte to its muxer
 * @param dialTimeout for a transport to connect
 * @param streamTimeout to open a stream and agree on its protocol
 */
public record HostOptions(
    PrivateKey identity,
    String agent,
    List<Transport> transports,
    List<Security> security,
    ResourceLimits resources,
    YamuxLimits yamux,
    Duration handshakeTimeout,
    Duration dialTimeout,
    Duration streamTimeout) {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  /** Keeps the list from changing. */
  public HostOptions {
    transports = List.copyOf(transports);
    security = List.copyOf(security);
    if (security.isEmpty()) {
      throw new IllegalArgumentException("a host encrypts: [security] is empty");
    }
  }

  /** For a host that may use 256 MiB for its peers, and gives each step ten seconds. */
  public static HostOptions of(PrivateKey identity, List<Transport> transports) {
    return new HostOptions(
        identity,
        "pinakes",
        transports,
        List.of(Security.NOISE, Security.TLS),
        ResourceLimits.ofMemory(256L << 20),
        YamuxLimits.DEFAULT,
        TEN_SECONDS,
        TEN_SECONDS,
        TEN_SECONDS);
  }

  /** These options with other limits of its scopes. */
  public HostOptions withResources(ResourceLimits other) {
    return new HostOptions(
        identity,
        agent,
        transports,
        security,
        other,
        yamux,
        handshakeTimeout,
        dialTimeout,
        streamTimeout);
  }

  /** These options with another time for handshakes. */
  public HostOptions withHandshakeTimeout(Duration other) {
    return new HostOptions(
        identity, agent, transports, security, resources, yamux, other, dialTimeout, streamTimeout);
  }

  /** These options with other ways to encrypt. */
  public HostOptions withSecurity(Security... others) {
    return new HostOptions(
        identity,
        agent,
        transports,
        List.of(others),
        resources,
        yamux,
        handshakeTimeout,
        dialTimeout,
        streamTimeout);
  }

  /** The ways to encrypt a connection. */
  public enum Security {
    /** {@code /noise}: every implementation has it. */
    NOISE,
    /** {@code /tls/1.0.0}: faster where the processor has AES; servers of public networks must. */
    TLS
  }
}
