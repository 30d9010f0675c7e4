package io.pinakes.p2p.multistream.driver;

import io.pinakes.p2p.multistream.DialNegotiation;
import io.pinakes.p2p.multistream.ListenNegotiation;
import io.pinakes.p2p.multistream.Negotiation;
import io.pinakes.p2p.transport.Duplex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Predicate;

/**
 * Agrees on a protocol, blocking; the owner of the channel closes it if that takes too long. Not
 * one byte of what follows is read.
 */
public final class Negotiator {
  private Negotiator() {}

  /**
   * Proposes these protocols and returns the one that the peer speaks.
   *
   * @throws io.pinakes.p2p.multistream.UnsupportedProtocolsException if it speaks none
   */
  public static String dial(Duplex channel, List<String> proposals) throws IOException {
    return run(new DialNegotiation(proposals), channel);
  }

  /** Hears proposals and returns the first for which the predicate holds. */
  public static String listen(Duplex channel, Predicate<String> supported) throws IOException {
    return run(new ListenNegotiation(supported), channel);
  }

  private static String run(Negotiation negotiation, Duplex channel) throws IOException {
    while (true) {
      byte[] output = negotiation.takeOutput();
      if (output.length > 0) {
        channel.write(output);
      }
      if (negotiation.result().isPresent()) {
        return negotiation.result().get();
      }
      negotiation.receive(ByteBuffer.wrap(channel.readExactly(negotiation.needed())));
    }
  }
}
