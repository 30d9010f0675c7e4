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
  private static final int AT_ONCE_BYTES = 64 * 1024; // four records

  /** Records are longer than in a handshake: one that comes, and one that goes. */
  private static final int RECORD_BYTES = 24 * 1024;

  private final Duplex channel;
  private final TlsEngine engine;
  private final TlsOutput output;
  private final PublicKey peerKey;
  private final Optional<String> muxer;
  private final ConnectionScope scope;
  private boolean isPaidFor;

  /** As little is charged as for the handshake, until something is read of the peer. */
  TlsChannel(
      Duplex channel,
      TlsEngine engine,
      TlsOutput output,
      PublicKey peerKey,
      Optional<String> muxer,
      ConnectionScope scope) {
    this.channel = channel;
    this.scope = scope;
    this.engine = engine;
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

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (!isPaidFor) {
      scope.reserve(RECORD_BYTES);
      isPaidFor = true;
    }
    try {
      return engine.read(into, offset, length);
    } catch (TlsNoCloseNotifyException e) {
      EOFException end = new EOFException("peer ended without TLS' end");
      end.initCause(e);
      throw end;
    }
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int part = Math.min(AT_ONCE_BYTES, length - done);
      engine.write(from, offset + done, part);
      output.send();
      done += part;
    }
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
