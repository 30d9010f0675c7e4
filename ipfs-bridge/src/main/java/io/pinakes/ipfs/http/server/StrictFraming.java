package io.pinakes.ipfs.http.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;

/**
 * Reads requests as Vert.x does, but for those that can be understood in two ways: here in one, and
 * in another by what stands before us, such as a proxy, which may then take the rest of such a
 * request for the next one, or let in by one {@code Host} what we answer by another. Neither Netty
 * nor Vert.x has an option to refuse them. Nothing is read behind them.
 */
final class StrictFraming extends VertxHttpRequestDecoder {
  private static final String DECODER = "httpDecoder";

  /** What is looked at before a request is let in, and would be by its first line only. */
  private static final List<String> ONCE =
      List.of("Host", "Origin", "Authorization", "Content-Type", "Expect", "Sec-Fetch-Site");

  private boolean inHead = true;
  private boolean folded;

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
  protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    if (inHead && !folded) {
      // Netty puts such lines together, and nothing tells afterwards that there were two.
      folded = hasFoldedLine(bytes);
    }
    int before = out.size();
    super.decode(context, bytes, out);
    if (out.size() > before && out.getLast() instanceof LastHttpContent) {
      inHead = true;
      folded = false;
    }
  }

  /** Netty takes whole lines away, so that what is left begins with one. */
  private static boolean hasFoldedLine(ByteBuf bytes) {
    int at = bytes.readerIndex();
    boolean blankSoFar = true;
    while (at < bytes.writerIndex()) {
      byte first = bytes.getByte(at);
      int end = bytes.indexOf(at, bytes.writerIndex(), (byte) '\n');
      boolean blank = first == '\n' || first == '\r' && end == at + 1;
      if (blank && !blankSoFar) {
        return false;
      }
      if (first == ' ' || first == '\t') {
        return true;
      }
      blankSoFar &= blank;
      at = end < 0 ? bytes.writerIndex() : end + 1;
    }
    return false;
  }

  /** Called once a head has been read; what is thrown makes the request one that is not. */
  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    inHead = false;
    if (folded) {
      throw new UnclearHeadException("A header goes on in the next line.");
    }
    HttpHeaders headers = message.headers();
    for (String name : ONCE) {
      if (headers.getAll(name).size() > 1) {
        throw new UnclearHeadException("The header " + name + " is there twice.");
      }
    }
    List<String> codings = headers.getAll("Transfer-Encoding");
    if (!codings.isEmpty()) {
      if (message.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0) {
        throw new UnclearHeadException("HTTP/1.0 has no Transfer-Encoding.");
      }
      if (codings.size() > 1 || !codings.getFirst().strip().equalsIgnoreCase("chunked")) {
        throw new UnclearHeadException("A Transfer-Encoding is [chunked] here, and nothing else.");
      }
    }
    return super.isContentAlwaysEmpty(message);
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new UnclearHeadException("The request says twice how long it is.");
  }
}
