package io.pinakes.ipfs.http.kubo;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Writes a form to a request, on a thread of its own that reads the content and waits for the
 * socket: a mebibyte is under way at most.
 */
final class Uploading {
  static final String BOUNDARY = "pinakes-e1c0a7d2f54b4c1b";

  private static final int PIECE_BYTES = 64 << 10;
  private static final int UNDER_WAY = 16;

  private final HttpClientRequest request;
  private final Runnable moved;
  private final ArrayDeque<Future<Void>> underWay = new ArrayDeque<>();

  private Uploading(HttpClientRequest request, Runnable moved) {
    this.request = request;
    this.moved = moved;
  }

  static Thread start(
      KuboUpload upload, HttpClientRequest request, Runnable moved, Consumer<Throwable> failed) {
    return Thread.ofVirtual()
        .name("kubo-upload")
        .start(
            () -> {
              try {
                new Uploading(request, moved).send(upload);
              } catch (IOException e) {
                failed.accept(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (ExecutionException e) {
                failed.accept(e.getCause() == null ? e : e.getCause());
              } catch (Throwable e) {
                // Else a form without an end would be waited for by both sides.
                IOException why = new IOException("the upload has a defect: " + e, e);
                failed.accept(new Exchange.UnreadableException(why));
              }
            });
  }

  private void send(KuboUpload upload)
      throws IOException, InterruptedException, ExecutionException {
    for (KuboUpload.Part part : upload.parts()) {
      text(
          "--"
              + BOUNDARY
              + "\r\nContent-Disposition: form-data; name=\"file\""
              + (part.path().isEmpty()
                  ? ""
                  : "; filename=\"" + URLEncoder.encode(part.path(), StandardCharsets.UTF_8) + "\"")
              + "\r\nContent-Type: "
              + part.mediaType()
              + "\r\n\r\n");
      content(part.content());
      text("\r\n");
    }
    text("--" + BOUNDARY + "--\r\n");
    while (!underWay.isEmpty()) {
      await(underWay.removeFirst());
    }
    await(request.end());
  }

  private void content(KuboUpload.Content content)
      throws IOException, InterruptedException, ExecutionException {
    InputStream opened;
    try {
      opened = content.open();
    } catch (IOException e) {
      throw new Exchange.UnreadableException(e);
    }
    try (InputStream in = opened) {
      while (true) {
        byte[] piece = new byte[PIECE_BYTES];
        int count;
        try {
          count = in.readNBytes(piece, 0, piece.length);
        } catch (IOException e) {
          throw new Exchange.UnreadableException(e);
        }
        if (count == 0) {
          return;
        }
        write(Buffer.buffer(piece).slice(0, count));
      }
    }
  }

  private void text(String text) throws InterruptedException, ExecutionException {
    write(Buffer.buffer(text));
  }

  private void write(Buffer piece) throws InterruptedException, ExecutionException {
    while (underWay.size() >= UNDER_WAY) {
      await(underWay.removeFirst());
    }
    underWay.addLast(request.write(piece));
  }

  private void await(Future<Void> written) throws InterruptedException, ExecutionException {
    written.toCompletionStage().toCompletableFuture().get();
    moved.run();
  }
}
