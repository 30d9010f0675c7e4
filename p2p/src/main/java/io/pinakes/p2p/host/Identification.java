package io.pinakes.p2p.host;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.p2p.Host;
import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.identify.Identify;
import io.pinakes.p2p.identify.IdentifyMessage;
import io.pinakes.p2p.record.PeerRecord;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Who we are, told to whoever asks; and who they are, asked of everybody who is connected. */
final class Identification {
  private static final String PROTOCOL_VERSION = "ipfs/0.1.0";

  private final Host host;
  private final HostOptions options;
  private final Deadlines deadlines;
  private final InstantSource wallClock;

  Identification(Host host, HostOptions options, Deadlines deadlines, InstantSource wallClock) {
    this.host = host;
    this.options = options;
    this.deadlines = deadlines;
    this.wallClock = wallClock;
  }

  /** Asks a peer who it is; a peer need not speak identify. */
  void ask(HostConnection connection) {
    try (Stream stream = connection.open(List.of(Identify.PROTOCOL))) {
      stream.closeOutput();
      IdentifyMessage heard =
          deadlines.within(options.timeouts().stream(), stream::reset, () -> Identify.hear(stream));
      connection.identified(heard);
      options
          .events()
          .accept(new HostEvent.Identified(connection.peer(), heard.agent().orElse("")));
    } catch (IOException e) {
      // whoever asks the connection later finds nothing known
    }
  }

  /** Answers one who asks. */
  void answer(Stream stream) throws IOException {
    PrivateKey key = options.identity();
    PeerRecord record = new PeerRecord(host.id(), wallClock.millis(), host.addresses());
    IdentifyMessage message =
        new IdentifyMessage(
            Optional.of(key.publicKey()),
            host.addresses(),
            List.copyOf(host.protocols()),
            Optional.of(stream.connection().remoteAddress()),
            Optional.of(PROTOCOL_VERSION),
            Optional.of(options.agent()),
            Optional.empty());
    Identify.say(stream, message.encode(Optional.of(record.seal(key).toBytes())));
  }

  /** Hears what has changed. */
  void hearPush(Stream stream) throws IOException {
    IdentifyMessage heard = Identify.hear(stream);
    ((HostConnection) stream.connection()).pushed(heard);
  }
}
