package io.pinakes.node.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a gateway and hands on what it says, but for a byte of one answer in so many. A
 * stranger who is asked for blocks may do no worse.
 */
public final class LyingProxy implements AutoCloseable {
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String behind;
  private final int every;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger lies = new AtomicInteger();

  private LyingProxy(HttpServer server, String behind, int every) {
    this.server = server;
    this.behind = behind;
    this.every = every;
  }

  /** Before that gateway, one answer in {@code every} is a lie. */
  public static LyingProxy before(String gateway, int every) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    LyingProxy proxy = new LyingProxy(server, gateway, every);
    server.setExecutor(proxy.threads);
    server.createContext("/", proxy::answer);
    server.start();
    return proxy;
  }

  /** Where it is. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How often it lied. */
  public int lies() {
    return lies.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpResponse<byte[]> said =
          client.send(
              HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI())).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      byte[] body = said.body();
      if (said.statusCode() == 200 && asked.incrementAndGet() % every == 0 && body.length > 0) {
        body[body.length / 2] ^= 1;
        lies.incrementAndGet();
      }
      exchange.sendResponseHeaders(said.statusCode(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.close();
  }
}
