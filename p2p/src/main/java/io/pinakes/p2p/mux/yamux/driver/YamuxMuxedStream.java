package io.pinakes.p2p.mux.yamux.driver;

import io.pinakes.p2p.Direction;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.mux.MuxedStream;
import io.pinakes.p2p.mux.yamux.YamuxSession;
import io.pinakes.p2p.resource.ResourceRefusedException;
import io.pinakes.p2p.resource.ScopeLimits;
import io.pinakes.p2p.resource.StreamScope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;

/** One stream of a connection; its lock is the connection's. */
final class YamuxMuxedStream implements MuxedStream {
  private final YamuxConnection connection;
  private final int id;
  private final Direction direction;
  private final StreamScope scope;
  private final Condition readable;
  private final Condition writable;

  // Guarded by the connection's lock.
  private Optional<String> failure = Optional.empty();
  private boolean forgotten; // by the session: it was finished or reset
  private boolean released; // by its user
  private boolean outputClosed;

  YamuxMuxedStream(YamuxConnection connection, int id, Direction direction, StreamScope scope) {
    this.connection = connection;
    this.id = id;
    this.direction = direction;
    this.scope = scope;
    readable = connection.newCondition();
    writable = connection.newCondition();
  }

  @Override
  public Direction direction() {
    return direction;
  }

  @Override
  public void speaks(String protocol, ScopeLimits ofPeer) throws ResourceRefusedException {
    scope.speaks(protocol, ofPeer);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(into, offset, length);
    connection.lock();
    try {
      while (true) {
        throwIfFailed();
        if (forgotten) {
          return -1;
        }
        int count = connection.session().read(id, target, connection.now());
        connection.afterCall();
        if (count == YamuxSession.END) {
          return -1;
        }
        if (count > 0) {
          return count;
        }
        readable.awaitUninterruptibly();
      }
    } finally {
      connection.unlock();
    }
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(from, offset, length);
    connection.lock();
    try {
      while (true) {
        throwIfFailed();
        if (outputClosed || forgotten) {
          throw new P2pException("stream [" + id + "] is closed for writing");
        }
        connection.session().write(id, bytes);
        connection.afterCall();
        if (!bytes.hasRemaining()) {
          return;
        }
        writable.awaitUninterruptibly();
      }
    } finally {
      connection.unlock();
    }
  }

  @Override
  public void closeOutput() {
    inSession(
        session -> {
          outputClosed = true;
          session.closeWrite(id, connection.now());
        });
  }

  @Override
  public void closeInput() {
    inSession(session -> session.closeRead(id, connection.now()));
  }

  @Override
  public void close() {
    inSession(
        session -> {
          outputClosed = true;
          released = true;
          session.closeWrite(id, connection.now());
          session.closeRead(id, connection.now());
        });
  }

  @Override
  public void reset() {
    inSession(
        session -> {
          released = true;
          if (!forgotten) {
            session.reset(id);
            onReset("the stream was reset here");
          }
        });
  }

  /** Called under the lock, as are all below. */
  void onReadable() {
    readable.signalAll();
  }

  void onWritable() {
    writable.signalAll();
  }

  void onReset(String cause) {
    failure = Optional.of(cause);
    onFinished();
  }

  void onFinished() {
    forgotten = true;
    readable.signalAll();
    writable.signalAll();
    connection.forget(id);
    closeScopeIfOver();
  }

  private void closeScopeIfOver() {
    if (forgotten && released) {
      scope.close();
    }
  }

  private void inSession(Consumer<YamuxSession> call) {
    connection.lock();
    try {
      call.accept(connection.session());
      connection.afterCall();
      readable.signalAll(); // a reader elsewhere finds that there is nothing to wait for
      writable.signalAll();
      closeScopeIfOver();
    } finally {
      connection.unlock();
    }
  }

  private void throwIfFailed() throws IOException {
    if (failure.isPresent()) {
      throw new P2pException("stream [" + id + "] was reset: " + failure.get());
    }
  }
}
