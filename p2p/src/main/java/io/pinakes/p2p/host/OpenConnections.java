package io.pinakes.p2p.host;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.HostEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** The connections of a host, from when both sides know each other until their end. */
final class OpenConnections {
  private final Set<HostConnection> all = ConcurrentHashMap.newKeySet();
  private final Trimmer trimmer;
  private final Consumer<HostEvent> events;

  OpenConnections(Trimmer trimmer, Consumer<HostEvent> events) {
    this.trimmer = trimmer;
    this.events = events;
  }

  List<Connection> list() {
    return List.copyOf(all);
  }

  /** One to that peer. */
  Optional<Connection> to(PeerId peer) {
    return all.stream()
        .filter(open -> open.isOpen() && open.peer().equals(peer))
        .<Connection>map(open -> open)
        .findFirst();
  }

  /** All to that peer, also those that are about to end. */
  List<HostConnection> allTo(PeerId peer) {
    return all.stream().filter(open -> open.peer().equals(peer)).toList();
  }

  /** Takes one in and starts it; if they are too many by now, others go. */
  void begin(HostConnection connection) {
    all.add(connection);
    events.accept(
        new HostEvent.Joined(
            connection.peer(),
            connection.direction(),
            connection.remoteAddress(),
            connection.security(),
            connection.muxer()));
    connection.start();
    trimmer.trim(all);
  }

  /**
   * In this order: where nothing is held there is no connection, and who hears of its end finds
   * neither.
   */
  void ended(HostConnection connection, String reason) {
    all.remove(connection);
    connection.release();
    events.accept(new HostEvent.Left(connection.peer(), connection.remoteAddress(), reason));
  }

  /** Cuts the least useful for a newcomer; false if all must stay. */
  boolean makeRoom() {
    return trimmer.makeRoom(all);
  }

  /** Cuts those that may not be talked to. */
  void cutOff(BiPredicate<PeerId, Multiaddr> mayTalk) {
    for (HostConnection open : all) {
      if (!mayTalk.test(open.peer(), open.remoteAddress())) {
        events.accept(new HostEvent.CutOff(open.peer(), open.remoteAddress()));
        open.abort();
      }
    }
  }

  /** They take no more streams of their peers'. */
  void leave() {
    all.forEach(HostConnection::leave);
  }

  /**
   * Closes those that have no streams, each by itself, which tells its peer so: not before that,
   * since go and js reset their streams when they hear that the other side goes.
   *
   * @return whether there are others
   */
  boolean closeIdle() {
    boolean others = false;
    for (HostConnection one : all) {
      if (one.isIdle()) {
        one.close();
      } else {
        others = true;
      }
    }
    return others;
  }

  void closeStalled() {
    all.forEach(HostConnection::closeIfStalled);
  }

  void close() {
    all.forEach(HostConnection::close);
  }

  void abort() {
    all.forEach(HostConnection::abort);
  }
}
