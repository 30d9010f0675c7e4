package io.pinakes.ipfs.http.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections that are too many, and those that bring no request in time, however busily
 * they drip. Each connection's entry is touched on its own event loop only.
 */
public final class ConnectionWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);

  private final Vertx vertx;
  private final int maxConnections;
  private final Duration idle;
  private final Map<HttpConnection, Entry> connections = new ConcurrentHashMap<>();

  private static final class Entry {
    int open;
    long requests;
  }

  /**
   * A watch.
   *
   * @param maxConnections more are closed at once
   * @param idle how long a connection may take to bring its next request
   */
  public ConnectionWatch(Vertx vertx, int maxConnections, Duration idle) {
    this.vertx = vertx;
    this.maxConnections = maxConnections;
    this.idle = idle;
  }

  /** Takes a connection in, or closes it. */
  public void opened(HttpConnection connection) {
    if (connections.size() >= maxConnections) {
      connection.close();
      return;
    }
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
      entry.requests++;
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
    long seen = entry.requests;
    vertx.setTimer(
        idle.toMillis(),
        timer -> {
          if (entry.open == 0 && entry.requests == seen) {
            connection.close();
          }
        });
  }
}
