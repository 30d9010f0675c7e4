package io.pinakes.p2p.identify;

import io.pinakes.core.key.PeerId;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.wire.WireException;
import io.pinakes.p2p.wire.driver.Delimited;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** identify over a stream. */
public final class Identify {
  /** Asks the peer what it is. */
  public static final String PROTOCOL = "/ipfs/id/1.0.0";

  /** Tells the peer what has changed. */
  public static final String PUSH = "/ipfs/id/push/1.0.0";

  /** The longest message read, in bytes; go accepts as much. */
  public static final int MAX_MESSAGE_BYTES = 8 * 1024;

  /** The longest message that rust reads, in bytes, and so the longest that we send. */
  public static final int MAX_SENT_BYTES = 4 * 1024;

  /** How many streams of each of the two a peer may have open: one a connection. */
  public static final int STREAMS_OF_PEER = 8;

  /** How many messages a peer may split what it says into; as in go. */
  public static final int MAX_MESSAGES = 10;

  /** A message as it comes, and again among those before it, whose array doubles. */
  private static final long TIMES_HELD = 3;

  private Identify() {}

  /**
   * Says it, in as many messages as it takes, and ends the stream.
   *
   * @param signedRecord of the addresses in the message
   */
  public static void say(Stream stream, IdentifyMessage message, Optional<byte[]> signedRecord)
      throws IOException {
    List<byte[]> parts = message.split(signedRecord, MAX_SENT_BYTES);
    if (parts.size() > MAX_MESSAGES) {
      throw new P2pException("identify of [" + parts.size() + "] messages, which nobody reads");
    }
    for (byte[] part : parts) {
      Delimited.write(stream, part);
    }
    stream.closeOutput();
  }

  /**
   * Hears all of it, to the end of the stream.
   *
   * @param scope pays for what is being read; is given it back in the end
   * @throws WireException if it is malformed, or about another than the peer of the connection
   */
  public static IdentifyMessage hear(Stream stream, ConnectionScope scope) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int messages = 0;
    AtomicLong reserved = new AtomicLong(); // which only this thread changes
    try {
      while (true) {
        Optional<byte[]> next =
            Delimited.read(
                stream,
                MAX_MESSAGE_BYTES,
                bytes -> {
                  scope.reserve(TIMES_HELD * bytes);
                  reserved.addAndGet(TIMES_HELD * bytes);
                });
        if (next.isEmpty()) {
          break;
        }
        if (++messages > MAX_MESSAGES) {
          throw new WireException("identify of more than [" + MAX_MESSAGES + "] messages");
        }
        all.writeBytes(next.get());
      }
      if (messages == 0) {
        throw new WireException("peer ended without a word");
      }
      IdentifyMessage heard = IdentifyMessage.decode(all.toByteArray());
      requireOf(stream.connection().peer(), heard);
      return heard;
    } finally {
      scope.release(reserved.get());
    }
  }

  private static void requireOf(PeerId peer, IdentifyMessage heard) throws WireException {
    boolean keyOfAnother = heard.key().filter(key -> !key.peerId().equals(peer)).isPresent();
    boolean recordOfAnother =
        heard.record().filter(record -> !record.peer().equals(peer)).isPresent();
    if (keyOfAnother || recordOfAnother) {
      throw new WireException("identify of [" + peer + "] is about another");
    }
  }
}
