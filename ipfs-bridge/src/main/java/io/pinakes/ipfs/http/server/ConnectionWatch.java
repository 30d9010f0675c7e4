package io.pinakes.ipfs.http.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections that are too many, and those that bring no request in time, however busily
 * they drip; has the rest read strictly. Where all places are taken, a newcomer gets that of the
 * one that has brought nothing for longest: who holds places without using them keeps nobody out.
 * Each connection's entry is touched on its own event loop only.
 */
public final class ConnectionWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);

  /** Who brought a request so recently is about to bring the next one, and keeps its place. */
  private static final long IN_USE = Duration.ofSeconds(1).toNanos();

  private final Vertx vertx;
  private final HttpServerOptions options;
  private final int maxConnections;
  private final Duration idle;
  private final Map<HttpConnection, Entry> connections = new ConcurrentHashMap<>();

  /** Those on which nothing is under way, with the time since when; the first for longest. */
  private final SequencedMap<HttpConnection, Long> resting = // guarded by itself
      new LinkedHashMap<>();

  /**
   * A connection has one timer at most: one a request would be hundreds of thousands in a flood.
   */
  private static final class Entry {
    int open;
    boolean armed;
    long idleSince = System.nanoTime();
  }

  /**
   * A watch.
   *
   * @param options those of the server
   * @param maxConnections one more takes the place of one that brings nothing, or is closed
   * @param idle how long a connection may take to bring its next request
   */
  public ConnectionWatch(
      Vertx vertx, HttpServerOptions options, int maxConnections, Duration idle) {
    this.vertx = vertx;
    this.options = options;
    this.maxConnections = maxConnections;
    this.idle = idle;
  }

  /** Takes a connection in, or closes it. */
  public void opened(HttpConnection connection) {
    if (connections.size() >= maxConnections && !makeRoom()) {
      connection.close();
      return;
    }
    StrictFraming.install(connection, options);
    connection.exceptionHandler(error -> LOG.debug("a connection broke: {}", error.getMessage()));
    Entry entry = new Entry();
    connections.put(connection, entry);
    connection.closeHandler(closed -> forget(connection));
    arm(connection, entry);
  }

  /** Closes the connection that has brought nothing for longest, unless that is in use as well. */
  private boolean makeRoom() {
    HttpConnection longest;
    synchronized (resting) {
      Map.Entry<HttpConnection, Long> first = resting.firstEntry();
      if (first == null || System.nanoTime() - first.getValue() < IN_USE) {
        return false;
      }
      longest = first.getKey();
    }
    forget(longest);
    longest.close();
    return true;
  }

  private void forget(HttpConnection connection) {
    connections.remove(connection);
    synchronized (resting) {
      resting.remove(connection);
    }
  }

  /** A request has begun on it. */
  public void begun(HttpConnection connection) {
    Entry entry = connections.get(connection);
    if (entry != null) {
      entry.open++;
      synchronized (resting) {
        resting.remove(connection);
      }
    }
  }

  /** A request on it has been answered. */
  public void ended(HttpConnection connection) {
    Entry entry = connections.get(connection);
    if (entry != null) {
      entry.open--;
      if (entry.open == 0) {
        arm(connection, entry);
      }
    }
  }

  /** How many connections there are. */
  public int size() {
    return connections.size();
  }

  private void arm(HttpConnection connection, Entry entry) {
    entry.idleSince = System.nanoTime();
    synchronized (resting) {
      resting.put(connection, entry.idleSince);
    }
    if (!entry.armed) {
      entry.armed = true;
      look(connection, entry, idle.toMillis());
    }
  }

  /** Looks again after a while, and for as long as nothing is under way. */
  private void look(HttpConnection connection, Entry entry, long afterMillis) {
    vertx.setTimer(
        Math.max(1, afterMillis),
        timer -> {
          entry.armed = false;
          if (entry.open > 0 || !connections.containsKey(connection)) {
            return;
          }
          long left = idle.toNanos() - (System.nanoTime() - entry.idleSince);
          if (left <= 0) {
            connection.close();
          } else {
            entry.armed = true;
            look(connection, entry, 1 + TimeUnit.NANOSECONDS.toMillis(left));
          }
        });
  }
}
