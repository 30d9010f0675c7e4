package io.pinakes.p2p.multistream.driver;

import io.pinakes.p2p.multistream.DialNegotiation;
import io.pinakes.p2p.transport.Duplex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A channel whose protocol is proposed along with the first bytes that are written, which saves a
 * round trip; the peer's word is heard before the first byte is read. Who only writes never waits
 * for it, as go's streams of gossip and bitswap do not.
 */
public final class LazyDial implements Duplex {
  /** What of the first write travels in one piece with the proposal. */
  private static final int FIRST_BYTES = 4_096;

  private final Duplex channel;
  private final DialNegotiation negotiation;
  private final Hearing hearing;

  /** Guards {@link #proposed}; held while the proposal is written, and not a byte longer. */
  private final ReentrantLock lock = new ReentrantLock();

  private boolean proposed;
  private boolean agreed; // of the one thread that reads

  /** How the peer's word is waited for: at most so long, say. */
  @FunctionalInterface
  public interface Hearing {
    /** Runs it; if it fails, the channel is of no more use. */
    void run(Wait wait) throws IOException;
  }

  /** Waits for the peer's word. */
  @FunctionalInterface
  public interface Wait {
    /** Waits. */
    void run() throws IOException;
  }

  /** Over a channel of which nothing was read or written. */
  public LazyDial(Duplex channel, String protocol, Hearing hearing) {
    this.channel = channel;
    this.negotiation = new DialNegotiation(List.of(protocol));
    this.hearing = hearing;
  }

  /**
   * Reads, behind the peer's word.
   *
   * @throws io.pinakes.p2p.multistream.UnsupportedProtocolsException if the peer does not speak the
   *     protocol
   */
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (!agreed) {
      propose(into, offset, 0);
      hearing.run(this::hear);
      agreed = true;
    }
    return channel.read(into, offset, length);
  }

  private void hear() throws IOException {
    while (negotiation.result().isEmpty()) {
      negotiation.receive(ByteBuffer.wrap(channel.readExactly(negotiation.needed())));
    }
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    int first = propose(from, offset, Math.min(length, FIRST_BYTES));
    if (first < length) {
      channel.write(from, offset + first, length - first);
    }
  }

  /** Proposes along with some bytes, if that was not done; how many of them were written. */
  private int propose(byte[] from, int offset, int length) throws IOException {
    lock.lock();
    try {
      if (proposed) {
        return 0;
      }
      byte[] proposal = negotiation.takeOutput();
      ByteBuffer piece = ByteBuffer.allocate(proposal.length + length);
      piece.put(proposal).put(from, offset, length);
      channel.write(piece.array());
      proposed = true;
      return length;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void closeOutput() throws IOException {
    propose(new byte[0], 0, 0);
    channel.closeOutput();
  }

  @Override
  public void close() {
    channel.close();
  }
}
