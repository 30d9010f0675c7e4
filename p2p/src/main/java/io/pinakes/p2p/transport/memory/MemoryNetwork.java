package io.pinakes.p2p.transport.memory;

import io.pinakes.core.multiaddr.AddressPart;
import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.transport.RawConnection;
import io.pinakes.p2p.transport.Transport;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Who listens where, among transports that share it. */
public final class MemoryNetwork {
  /** How many connections wait to be accepted, as for TCP. */
  private static final int BACKLOG = 512;

  private static final String ANY = "0";

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, MemoryListener> listeners = new TreeMap<>(); // guarded by the lock
  private long named; // guarded by the lock

  /** A network in which nobody listens. */
  public MemoryNetwork() {}

  RawConnection dial(Multiaddr address) throws IOException {
    MemoryListener listener;
    Multiaddr from;
    lock.lock();
    try {
      listener =
          Optional.ofNullable(listeners.get(name(address)))
              .orElseThrow(() -> new ConnectException("nobody listens at [" + address + "]"));
      from = address(nextName());
    } finally {
      lock.unlock();
    }
    Pipe there = new Pipe();
    Pipe back = new Pipe();
    listener.offer(new MemoryConnection(Direction.INBOUND, listener.address(), from, there, back));
    return new MemoryConnection(Direction.OUTBOUND, from, listener.address(), back, there);
  }

  Transport.Listener listen(Multiaddr address) throws IOException {
    lock.lock();
    try {
      String name = name(address);
      String chosen = name.equals(ANY) ? nextName() : name;
      MemoryListener listener = new MemoryListener(chosen);
      if (listeners.putIfAbsent(chosen, listener) != null) {
        throw new BindException("[" + address + "] is taken");
      }
      return listener;
    } finally {
      lock.unlock();
    }
  }

  private String nextName() {
    do {
      named++;
    } while (listeners.containsKey(Long.toString(named)));
    return Long.toString(named);
  }

  private static String name(Multiaddr address) {
    return address.parts().getFirst().value();
  }

  private static Multiaddr address(String name) {
    return Multiaddr.of(List.of(AddressPart.of(AddressProtocol.MEMORY, name)));
  }

  private final class MemoryListener implements Transport.Listener {
    private final String name;
    private final Condition changed = lock.newCondition();
    private final Deque<RawConnection> waiting = new ArrayDeque<>(); // guarded by the lock
    private boolean closed; // guarded by the lock

    private MemoryListener(String name) {
      this.name = name;
    }

    private void offer(RawConnection connection) throws IOException {
      lock.lock();
      try {
        if (closed || waiting.size() >= BACKLOG) {
          throw new ConnectException("[" + address() + "] takes no connection");
        }
        waiting.addLast(connection);
        changed.signal();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public Multiaddr address() {
      return MemoryNetwork.address(name);
    }

    @Override
    public RawConnection accept() throws IOException {
      lock.lock();
      try {
        while (waiting.isEmpty() && !closed) {
          changed.awaitUninterruptibly();
        }
        if (closed) {
          throw new ClosedChannelException();
        }
        return waiting.removeFirst();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      List<RawConnection> left;
      lock.lock();
      try {
        closed = true;
        listeners.remove(name, this);
        left = List.copyOf(waiting);
        waiting.clear();
        changed.signalAll();
      } finally {
        lock.unlock();
      }
      left.forEach(RawConnection::close);
    }
  }
}
