package io.pinakes.p2p.security.noise.driver;

import io.pinakes.core.key.PublicKey;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.ReservedBuffer;
import io.pinakes.p2p.security.SecureChannel;
import io.pinakes.p2p.security.noise.CipherState;
import io.pinakes.p2p.transport.Duplex;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What is left of a handshake: two ciphers over the channel. */
final class NoiseChannel implements SecureChannel {
  /** The longest plaintext of a message, in bytes. */
  static final int MAX_PLAINTEXT_BYTES = 0xffff - CipherState.TAG_BYTES;

  private static final int AT_ONCE = 2;

  /** What a message has beside its plaintext. */
  private static final int AROUND_BYTES = NoiseInput.LENGTH_BYTES + CipherState.TAG_BYTES;

  private static final byte[] NONE = new byte[0];

  private final Duplex channel;
  private final PublicKey peerKey;
  private final Optional<String> muxer;
  private final CipherState sending;
  private final CipherState receiving;
  private final NoiseInput input;
  private final ReservedBuffer output;
  private int plainAt; // of plaintext that lies in the input's buffer, decrypted in place
  private int plainLeft;

  NoiseChannel(
      Duplex channel,
      NoiseInput input,
      ConnectionScope scope,
      PublicKey peerKey,
      Optional<String> muxer,
      List<CipherState> ciphers) {
    this.channel = channel;
    this.input = input;
    this.output = new ReservedBuffer(scope);
    this.peerKey = peerKey;
    this.muxer = muxer;
    sending = ciphers.get(0);
    receiving = ciphers.get(1);
  }

  @Override
  public PublicKey peerKey() {
    return peerKey;
  }

  @Override
  public Optional<String> muxer() {
    return muxer;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (plainLeft == 0) {
      int received = input.next(0xffff);
      if (received < 0) {
        return -1;
      }
      int at = input.messageAt(received);
      if (received - CipherState.TAG_BYTES > 0 && received - CipherState.TAG_BYTES <= length) {
        return receiving.decrypt(NONE, input.array(), at, received, into, offset);
      }
      plainLeft = receiving.decrypt(NONE, input.array(), at, received, input.array(), at);
      plainAt = at;
    }
    int count = Math.min(length, plainLeft);
    System.arraycopy(input.array(), plainAt, into, offset, count);
    plainAt += count;
    plainLeft -= count;
    return count;
  }

  /**
   * Two messages go to the channel at once: calls of the system cost as much as ciphers. Where
   * there is no memory for that, as much goes as fits.
   */
  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int wanted = Math.min(AT_ONCE * MAX_PLAINTEXT_BYTES, length - done);
      output.tryGrow(sealed(wanted));
      int part = Math.min(wanted, fitting(output.capacity()));
      for (int at = 0, plain = 0; plain < part; plain += MAX_PLAINTEXT_BYTES) {
        at += seal(from, offset + done + plain, Math.min(MAX_PLAINTEXT_BYTES, part - plain), at);
      }
      channel.write(output.array(), 0, sealed(part));
      done += part;
    }
  }

  /** How long so many bytes are as messages. */
  private static int sealed(int plain) {
    int messages = (plain + MAX_PLAINTEXT_BYTES - 1) / MAX_PLAINTEXT_BYTES;
    return plain + messages * AROUND_BYTES;
  }

  /** The most that is so long as messages; at least one byte. */
  private static int fitting(int sealed) {
    int whole = sealed / (MAX_PLAINTEXT_BYTES + AROUND_BYTES);
    int rest = sealed % (MAX_PLAINTEXT_BYTES + AROUND_BYTES);
    return whole * MAX_PLAINTEXT_BYTES + Math.max(0, rest - AROUND_BYTES);
  }

  private int seal(byte[] from, int offset, int length, int at) throws IOException {
    byte[] out = output.array();
    int message = length + CipherState.TAG_BYTES;
    out[at] = (byte) (message >> 8);
    out[at + 1] = (byte) message;
    sending.encrypt(NONE, from, offset, length, out, at + NoiseInput.LENGTH_BYTES);
    return NoiseInput.LENGTH_BYTES + message;
  }

  @Override
  public void idle() {
    output.shrink();
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
