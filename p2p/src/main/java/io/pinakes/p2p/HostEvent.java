package io.pinakes.p2p;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;

/** What happens to a host and is worth a line in its log: who comes, who goes, and why not. */
public sealed interface HostEvent {
  /** It listens there. */
  record Listening(Multiaddr address) implements HostEvent {}

  /** A listener could not take a connection; it goes on after a pause. */
  record AcceptFailed(Multiaddr address, String reason) implements HostEvent {}

  /** A peer showed who it is and is connected. */
  record Joined(PeerId peer, Direction direction, Multiaddr address, String security, String muxer)
      implements HostEvent {}

  /** A peer said what it is. */
  record Identified(PeerId peer, String agent) implements HostEvent {}

  /** A connected peer did not say what it is, or not as it should. */
  record IdentifyFailed(PeerId peer, Multiaddr address, String reason) implements HostEvent {}

  /** A protocol that was agreed on with a connected peer came to a bad end on one stream. */
  record StreamFailed(PeerId peer, Multiaddr address, String protocol, String reason)
      implements HostEvent {
    /** On a connection, for that reason. */
    public static StreamFailed of(Connection connection, String protocol, Exception reason) {
      return new StreamFailed(
          connection.peer(), connection.remoteAddress(), protocol, P2pException.reasonOf(reason));
    }
  }

  /** The gate was closed to a peer that was connected, and its connection is cut. */
  record CutOff(PeerId peer, Multiaddr address) implements HostEvent {}

  /** A connection is over. */
  record Left(PeerId peer, Multiaddr address, String reason) implements HostEvent {}

  /** There were too many connections, and this one was worth the least. */
  record Trimmed(PeerId peer, Multiaddr address) implements HostEvent {}

  /** One address did not lead to a peer. */
  record DialFailed(PeerId peer, Multiaddr address, String reason) implements HostEvent {}

  /** A stranger came and did not get through. */
  record Refused(Multiaddr address, String reason) implements HostEvent {}
}
