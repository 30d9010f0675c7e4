package io.pinakes.p2p.host;

import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.ProtocolHandler;
import io.pinakes.p2p.ProtocolLimits;
import io.pinakes.p2p.Stream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The protocols of a host and who handles them; a handler that fails is an event. */
final class SpokenProtocols {
  private final Consumer<HostEvent> events;
  private final Map<String, HostConnection.Served> handlers = new ConcurrentHashMap<>();

  SpokenProtocols(Consumer<HostEvent> events) {
    this.events = events;
  }

  void put(String protocol, ProtocolLimits limits, ProtocolHandler handler) {
    handlers.put(protocol, new HostConnection.Served(stream -> handle(handler, stream), limits));
  }

  /** In order. */
  Set<String> names() {
    return new TreeSet<>(handlers.keySet());
  }

  /** Who handles it, if anybody does. */
  Optional<HostConnection.Served> find(String protocol) {
    return Optional.ofNullable(handlers.get(protocol));
  }

  private void handle(ProtocolHandler handler, Stream stream) throws IOException {
    try {
      handler.handle(stream);
    } catch (IOException | RuntimeException e) {
      if (stream.connection().isOpen()) { // else all its streams fail, and its end is an event
        events.accept(HostEvent.StreamFailed.of(stream.connection(), stream.protocol(), e));
      }
      throw e;
    }
  }
}
