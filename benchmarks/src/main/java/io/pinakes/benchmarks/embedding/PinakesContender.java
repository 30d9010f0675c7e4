package io.pinakes.benchmarks.embedding;

import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Our embedder as ingest calls it: one text a call, as many callers as cores. */
final class PinakesContender implements Contender {
  private final Embedder embedder;
  private final ExecutorService callers =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

  PinakesContender() throws IOException {
    this.embedder = new Models(Path.of("models")).open(Models.DEFAULT);
  }

  @Override
  public List<float[]> all(List<String> texts) throws Exception {
    List<Future<float[]>> running = new ArrayList<>();
    for (String text : texts) {
      running.add(callers.submit(() -> embedder.embedPassage(text)));
    }
    List<float[]> vectors = new ArrayList<>();
    for (Future<float[]> each : running) {
      vectors.add(each.get());
    }
    return vectors;
  }

  @Override
  public float[] one(String text) {
    return embedder.embedQuery(text);
  }

  @Override
  public void close() {
    callers.close();
    embedder.close();
  }
}
