package io.pinakes.ipfs.http.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections that are too many, and those that bring no request in time, however busily
 * they drip; has the rest read strictly. Each connection's entry is touched on its own event loop
 * only.
 */
public final class ConnectionWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);

  private final Vertx vertx;
  private final HttpServerOptions options;
  private final int maxConnections;
  private final Duration idle;
  private final Map<HttpConnection, Entry> connections = new ConcurrentHashMap<>();

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
   * @param maxConnections more are closed at once
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
    if (connections.size() >= maxConnections) {
      connection.close();
      return;
    }
    StrictFraming.install(connection, options);
    connection.exceptionHandler(error -> LOG.debug("a connection broke: {}", error.getMessage()));
    Entry entry = new Entry();
    connections.put(connection, entry);
    connection.closeHandler(closed -> connections.remove(connection));
    arm(connection, entry);
  }

  /** A request has begun on it. */
  public void begun(HttpConnection connection) {
    Entry entry = connections.get(connection);
    if (entry != null) {
      entry.open++;
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
