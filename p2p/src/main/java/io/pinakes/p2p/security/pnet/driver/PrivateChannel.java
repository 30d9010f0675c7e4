package io.pinakes.p2p.security.pnet.driver;

import io.pinakes.p2p.crypto.XSalsa20;
import io.pinakes.p2p.security.pnet.PreSharedKey;
import io.pinakes.p2p.transport.Duplex;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * A channel of a private network: each side sends a nonce of 24 bytes and then XSalsa20 of all
 * else, with that nonce and the network's key. Nothing is authenticated here.
 */
public final class PrivateChannel implements Duplex {
  private static final int BLOCK_BYTES = 2 * 1024; // within a connection's flat price

  private final Duplex channel;
  private final XSalsa20 out;
  private final XSalsa20 in;
  private final byte[] block = new byte[BLOCK_BYTES];

  private PrivateChannel(Duplex channel, XSalsa20 out, XSalsa20 in) {
    this.channel = channel;
    this.out = out;
    this.in = in;
  }

  /** Exchanges nonces, blocking; the owner closes the channel if that takes too long. */
  public static PrivateChannel over(Duplex channel, PreSharedKey key, RandomGenerator random)
      throws IOException {
    byte[] ours = new byte[XSalsa20.NONCE_BYTES];
    random.nextBytes(ours);
    channel.write(ours);
    byte[] theirs = channel.readExactly(XSalsa20.NONCE_BYTES);
    return new PrivateChannel(channel, key.cipher(ours), key.cipher(theirs));
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = channel.read(into, offset, length);
    if (count > 0) {
      in.apply(into, offset, count, into, offset);
    }
    return count;
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    for (int at = 0; at < length; ) {
      int part = Math.min(BLOCK_BYTES, length - at);
      out.apply(from, offset + at, part, block, 0);
      channel.write(block, 0, part);
      at += part;
    }
  }

  @Override
  public void closeOutput() throws IOException {
    channel.closeOutput();
  }

  @Override
  public void close() {
    channel.close();
  }
}
