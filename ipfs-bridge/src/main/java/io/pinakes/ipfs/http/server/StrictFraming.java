package io.pinakes.ipfs.http.server;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Reads requests as Vert.x does, but for those that say in two ways how long they are: by {@code
 * Transfer-Encoding} and by {@code Content-Length}. Netty believes the first and forgets the second
 * (RFC 9112, 6.3 allows that); what stands before us, such as a proxy, may believe the other, and
 * take the rest of such a request for the next one. Neither has an option to refuse them.
 */
final class StrictFraming extends VertxHttpRequestDecoder {
  private static final String DECODER = "httpDecoder";

  private StrictFraming(HttpServerOptions options) {
    super(options);
  }

  /**
   * To be called before a connection's first byte is read. HTTP/2 has frames, and needs nothing.
   *
   * @throws IllegalStateException if this Vert.x builds connections in another way
   */
  static void install(HttpConnection connection, HttpServerOptions options) {
    if (!(connection instanceof ConnectionBase base)) {
      throw new IllegalStateException("a connection that is none of Vert.x: " + connection);
    }
    ChannelPipeline handlers = base.channel().pipeline();
    ChannelHandler usual = handlers.get(DECODER);
    if (usual instanceof VertxHttpRequestDecoder) {
      handlers.replace(usual, DECODER, new StrictFraming(options));
    } else if (connection instanceof Http1xServerConnection) {
      throw new IllegalStateException("no decoder of requests in " + handlers.names());
    }
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("the request says twice how long it is");
  }
}
