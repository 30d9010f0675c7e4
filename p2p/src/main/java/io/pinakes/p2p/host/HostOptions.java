package io.pinakes.p2p.host;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.dial.DialLimits;
import io.pinakes.p2p.dns.HostResolver;
import io.pinakes.p2p.dns.TxtResolver;
import io.pinakes.p2p.gate.ConnectionGater;
import io.pinakes.p2p.mux.yamux.YamuxLimits;
import io.pinakes.p2p.resource.ResourceLimits;
import io.pinakes.p2p.security.pnet.PreSharedKey;
import io.pinakes.p2p.transport.Transport;
import io.pinakes.p2p.trim.TrimLimits;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a host is made of.
 *
 * @param identity its key
 * @param agent its program and version, told to peers
 * @param transports tried in this order for an address
 * @param security in order of preference, for the dials of this host
 * @param resources limits of its scopes
 * @param yamux limits of its connections
 * @param timeouts how long each step may take
 * @param dialling limits of its dials
 * @param trimming how many connections it keeps
 * @param announcement what it says of where it listens
 * @param gater decides whom it talks to
 * @param network the key of the private network that it is in, if it is in one
 * @param names follows names to addresses
 * @param hosts finds the IP addresses of names
 * @param events hears what happens, on the thread on which it does, and must not block
 */
public record HostOptions(
    PrivateKey identity,
    String agent,
    List<Transport> transports,
    List<Security> security,
    ResourceLimits resources,
    YamuxLimits yamux,
    HostTimeouts timeouts,
    DialLimits dialling,
    TrimLimits trimming,
    Announcement announcement,
    ConnectionGater gater,
    Optional<PreSharedKey> network,
    TxtResolver names,
    HostResolver hosts,
    Consumer<HostEvent> events) {
  private static final long MEMORY_BYTES = 256L << 20;

  /** Keeps the lists from changing. */
  public HostOptions {
    transports = List.copyOf(transports);
    security = List.copyOf(security);
    if (security.isEmpty()) {
      throw new IllegalArgumentException("a host encrypts: [security] is empty");
    }
  }

  /** For a host that may use 256 MiB for its peers, and has the defaults of all limits. */
  public static HostOptions of(PrivateKey identity, List<Transport> transports) {
    return new Builder(identity, transports).build();
  }

  /** A builder with these options. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** The ways to encrypt a connection. */
  public enum Security {
    /** {@code /noise}: every implementation has it. */
    NOISE,
    /** {@code /tls/1.0.0}: faster where the processor has AES; servers of public networks must. */
    TLS
  }

  /** Puts options together. */
  public static final class Builder {
    private PrivateKey identity;
    private String agent = "pinakes";
    private List<Transport> transports;
    private List<Security> security = List.of(Security.NOISE, Security.TLS);
    private ResourceLimits resources = ResourceLimits.ofMemory(MEMORY_BYTES);
    private YamuxLimits yamux = YamuxLimits.DEFAULT;
    private HostTimeouts timeouts = HostTimeouts.DEFAULT;
    private DialLimits dialling = DialLimits.DEFAULT;
    private TrimLimits trimming = TrimLimits.DEFAULT;
    private Announcement announcement = Announcement.OF_ALL;
    private ConnectionGater gater = ConnectionGater.open();
    private Optional<PreSharedKey> network = Optional.empty();
    private TxtResolver names = TxtResolver.none();
    private HostResolver hosts = HostResolver.system();
    private Consumer<HostEvent> events = event -> {};

    private Builder(PrivateKey identity, List<Transport> transports) {
      this.identity = identity;
      this.transports = transports;
    }

    private Builder(HostOptions options) {
      identity = options.identity;
      agent = options.agent;
      transports = options.transports;
      security = options.security;
      resources = options.resources;
      yamux = options.yamux;
      timeouts = options.timeouts;
      dialling = options.dialling;
      trimming = options.trimming;
      announcement = options.announcement;
      gater = options.gater;
      network = options.network;
      names = options.names;
      hosts = options.hosts;
      events = options.events;
    }

    /** Another key. */
    public Builder identity(PrivateKey value) {
      identity = value;
      return this;
    }

    /** Another program and version. */
    public Builder agent(String value) {
      agent = value;
      return this;
    }

    /** Other transports, in order of preference. */
    public Builder transports(Transport... value) {
      transports = List.of(value);
      return this;
    }

    /** Other ways to encrypt, in order of preference. */
    public Builder security(Security... value) {
      security = List.of(value);
      return this;
    }

    /** Other limits of scopes. */
    public Builder resources(ResourceLimits value) {
      resources = value;
      return this;
    }

    /** Other limits of connections. */
    public Builder yamux(YamuxLimits value) {
      yamux = value;
      return this;
    }

    /** Other times. */
    public Builder timeouts(HostTimeouts value) {
      timeouts = value;
      return this;
    }

    /** Other limits of dials. */
    public Builder dialling(DialLimits value) {
      dialling = value;
      return this;
    }

    /** Another number of connections. */
    public Builder trimming(TrimLimits value) {
      trimming = value;
      return this;
    }

    /** Something else to say of where it listens. */
    public Builder announcement(Announcement value) {
      announcement = value;
      return this;
    }

    /** Another gater. */
    public Builder gater(ConnectionGater value) {
      gater = value;
      return this;
    }

    /** A private network. */
    public Builder network(PreSharedKey value) {
      network = Optional.of(value);
      return this;
    }

    /** Somebody who follows names. */
    public Builder names(TxtResolver value) {
      names = value;
      return this;
    }

    /** Somebody else who finds the addresses of names. */
    public Builder hosts(HostResolver value) {
      hosts = value;
      return this;
    }

    /** Somebody else to hear what happens. */
    public Builder events(Consumer<HostEvent> value) {
      events = value;
      return this;
    }

    /** The options. */
    public HostOptions build() {
      return new HostOptions(
          identity,
          agent,
          transports,
          security,
          resources,
          yamux,
          timeouts,
          dialling,
          trimming,
          announcement,
          gater,
          network,
          names,
          hosts,
          events);
    }
  }
}
