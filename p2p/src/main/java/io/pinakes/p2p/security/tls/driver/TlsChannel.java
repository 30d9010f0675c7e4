package io.pinakes.p2p.security.tls.driver;

import io.pinakes.core.key.PublicKey;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.security.SecureChannel;
import io.pinakes.p2p.transport.Duplex;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.tls.TlsNoCloseNotifyException;

/** A channel whose handshake is done. */
final class TlsChannel implements SecureChannel {
  private static final int AT_ONCE_BYTES = 128 * 1024; // eight records
  private static final int MAX_RECORD_BYTES = 16 * 1024;
  private static final int RECORD_HEAD_BYTES = 22; // head, type and tag

  /** Records are longer than in a handshake: one that comes, and one that goes. */
  private static final int RECORD_BYTES = 24 * 1024;

  private final Duplex channel;
  private final TlsEngine engine;
  private final TlsInput input;
  private final TlsOutput output;
  private final PublicKey peerKey;
  private final Optional<String> muxer;
  private final ConnectionScope scope;
  private boolean isPaidFor;
  private Optional<IOException> late = Optional.empty(); // told once what came before was read

  /** As little is charged as for the handshake, until something is read of the peer. */
  TlsChannel(
      Duplex channel,
      TlsEngine engine,
      TlsInput input,
      TlsOutput output,
      PublicKey peerKey,
      Optional<String> muxer,
      ConnectionScope scope) {
    this.channel = channel;
    this.scope = scope;
    this.engine = engine;
    this.input = input;
    this.output = output;
    this.peerKey = peerKey;
    this.muxer = muxer;
  }

  @Override
  public PublicKey peerKey() {
    return peerKey;
  }

  @Override
  public Optional<String> muxer() {
    return muxer;
  }

  /**
   * As many records as have come whole are read at once: what reads pays for each call with locks
   * and wakes others, and a record has 16 KiB at most.
   */
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (late.isPresent()) {
      throw late.get();
    }
    if (!isPaidFor) {
      scope.reserve(RECORD_BYTES);
      isPaidFor = true;
    }
    try {
      int count = engine.read(into, offset, length);
      return count > 0 ? count + gather(into, offset + count, length - count) : count;
    } catch (TlsNoCloseNotifyException e) {
      EOFException end = new EOFException("peer ended without TLS' end");
      end.initCause(e);
      throw end;
    }
  }

  private int gather(byte[] into, int offset, int length) {
    int count = 0;
    try {
      while (count < length && engine.readWhatHasCome(input)) {
        count += engine.read(into, offset + count, length - count);
      }
    } catch (IOException e) {
      late = Optional.of(e);
    }
    return count;
  }

  /** Where there is no memory for eight records, as much goes at once as fits. */
  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int wanted = Math.min(AT_ONCE_BYTES, length - done);
      int part = Math.min(wanted, fitting(output.room(sealed(wanted))));
      engine.write(from, offset + done, part);
      output.send();
      done += part;
    }
  }

  /** How long so many bytes are as records. */
  private static int sealed(int plain) {
    int records = (plain + MAX_RECORD_BYTES - 1) / MAX_RECORD_BYTES;
    return plain + records * RECORD_HEAD_BYTES;
  }

  /** The most that is so long as records; at least one byte. */
  private static int fitting(int sealed) {
    int whole = sealed / (MAX_RECORD_BYTES + RECORD_HEAD_BYTES);
    int rest = sealed % (MAX_RECORD_BYTES + RECORD_HEAD_BYTES);
    return whole * MAX_RECORD_BYTES + Math.max(0, rest - RECORD_HEAD_BYTES);
  }

  @Override
  public void idle() {
    output.idle();
  }

  @Override
  public void closeOutput() throws IOException {
    engine.sayGoodbye();
    output.send();
    channel.closeOutput();
  }

  @Override
  public void close() {
    channel.close();
  }
}
