package io.pinakes.p2p.relay;

import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.core.multiaddr.Multiaddr;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between two over TCP on loopback and does to their bytes what {@link Faults} says. Where
 * bits flip and how delays vary is a function of the seed and of each byte's place; when threads
 * run is not.
 */
public final class FaultRelay implements AutoCloseable {
  private final ServerSocket listener;
  private final int targetPort;
  private final Faults faults;
  private final long seed;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition healed = lock.newCondition();
  private boolean partitioned; // guarded by the lock
  private int accepted;

  /** Relays to the TCP port of that address, which must be on this machine. */
  public FaultRelay(Multiaddr target, Faults faults, long seed) throws IOException {
    targetPort = Integer.parseInt(target.value(AddressProtocol.TCP).orElseThrow());
    this.faults = faults;
    this.seed = seed;
    listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    System.out.println("relay with " + faults + ", seed " + seed);
    Thread.ofVirtual().start(this::accept);
  }

  /** Where to dial instead of the target. */
  public Multiaddr address() {
    return Multiaddr.parse("/ip4/127.0.0.1/tcp/" + listener.getLocalPort());
  }

  /** From now on no byte gets through; those under way wait. */
  public void partition() {
    lock.lock();
    try {
      partitioned = true;
    } finally {
      lock.unlock();
    }
  }

  /** What waits goes on. */
  public void heal() {
    lock.lock();
    try {
      partitioned = false;
      healed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    heal();
    sockets.forEach(FaultRelay::close);
  }

  /** Waits as long as there is a partition. */
  void awaitHealed() {
    lock.lock();
    try {
      while (partitioned) {
        healed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), targetPort);
        for (Socket socket : new Socket[] {near, far}) {
          socket.setTcpNoDelay(true);
          sockets.add(socket);
        }
        accepted++;
        start(near, far, 2L * accepted);
        start(far, near, 2L * accepted + 1);
      } catch (IOException e) {
        // closed, or nobody is there: who dialled sees it
      }
    }
  }

  private void start(Socket from, Socket to, long lane) {
    FaultLane pump = new FaultLane(this, from, to, faults, seed * 31 + lane);
    Thread.ofVirtual().start(pump::read);
    Thread.ofVirtual().start(pump::write);
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is closed even so
    }
  }
}
