package io.pinakes.ipfs.http.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections that are too many, and those that bring no request in time, however busily
 * they drip; has the rest read strictly. Where all places are taken, a newcomer gets that of the
 * one that has brought nothing for longest: who holds places without using them keeps nobody out.
 *
 * <p>A request begins on its connection's event loop and ends on the thread that answers, perhaps
 * when the next one has begun. Connections are closed without the lock: they have locks themselves.
 */
public final class ConnectionWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);

  /** Who was answered so recently may still be reading that, or bring the next, and stays. */
  private static final long IN_USE = Duration.ofSeconds(5).toNanos();

  private final Vertx vertx;
  private final HttpServerOptions options;
  private final int maxConnections;
  private final Duration idle;
  private final Map<HttpConnection, Entry> connections = new HashMap<>(); // guarded by this

  /** Those on which nothing is under way, with the time since when; the first for longest. */
  private final SequencedMap<HttpConnection, Long> resting = // guarded by this
      new LinkedHashMap<>();

  /**
   * A connection has one timer at most: one a request would be hundreds of thousands in a flood.
   */
  private static final class Entry {
    int open;
    boolean armed;
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
    Optional<HttpConnection> loser = enter(connection);
    loser.ifPresent(HttpConnection::close);
    if (loser.equals(Optional.of(connection))) {
      return;
    }
    StrictFraming.install(connection, options);
    connection.exceptionHandler(error -> LOG.debug("a connection broke: {}", error.getMessage()));
    connection.closeHandler(closed -> forget(connection));
  }

  /** Who has no place then: nobody, another one, or the newcomer itself. */
  private synchronized Optional<HttpConnection> enter(HttpConnection connection) {
    Optional<HttpConnection> loser = Optional.empty();
    if (connections.size() >= maxConnections) {
      Map.Entry<HttpConnection, Long> longest = resting.firstEntry();
      if (longest == null || System.nanoTime() - longest.getValue() < IN_USE) {
        return Optional.of(connection);
      }
      loser = Optional.of(longest.getKey());
      forget(longest.getKey());
    }
    Entry entry = new Entry();
    connections.put(connection, entry);
    rest(connection, entry);
    return loser;
  }

  private synchronized void forget(HttpConnection connection) {
    connections.remove(connection);
    resting.remove(connection);
  }

  /** A request has begun on it. */
  public synchronized void begun(HttpConnection connection) {
    Entry entry = connections.get(connection);
    if (entry != null) {
      entry.open++;
      resting.remove(connection);
    }
  }

  /** A request on it has been answered. */
  public synchronized void ended(HttpConnection connection) {
    Entry entry = connections.get(connection);
    if (entry != null) {
      entry.open--;
      if (entry.open == 0) {
        rest(connection, entry);
      }
    }
  }

  /** How many connections there are. */
  public synchronized int size() {
    return connections.size();
  }

  private synchronized void rest(HttpConnection connection, Entry entry) {
    resting.putLast(connection, System.nanoTime());
    if (!entry.armed) {
      entry.armed = true;
      lookLater(connection, entry, idle.toMillis());
    }
  }

  private void lookLater(HttpConnection connection, Entry entry, long afterMillis) {
    vertx.setTimer(
        Math.max(1, afterMillis),
        timer -> {
          if (isLate(connection, entry)) {
            connection.close();
          }
        });
  }

  /** Whether it has brought nothing in time; while it still may, looks again. */
  private synchronized boolean isLate(HttpConnection connection, Entry entry) {
    entry.armed = false;
    Long since = resting.get(connection);
    if (since == null) {
      return false;
    }
    long left = idle.toNanos() - (System.nanoTime() - since);
    if (left <= 0) {
      return true;
    }
    entry.armed = true;
    lookLater(connection, entry, 1 + TimeUnit.NANOSECONDS.toMillis(left));
    return false;
  }
}
