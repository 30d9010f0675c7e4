package io.pinakes.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.benchmarks.ann.BankVectors;
import io.pinakes.benchmarks.peers.Child;
import io.pinakes.datasets.DatasetReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Chroma's server beside ours: the same passages with the same vectors, nearest by cosine, with its
 * own settings. It is asked with the embedded question, because it embeds none.
 */
final class ChromaPeer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASE = "/api/v2/tenants/default_tenant/databases/default_database";
  private static final int BATCH = 1_000;
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Process process;
  private final int port;
  private final Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private String collection = "";

  private ChromaPeer(Process process, int port, Path folder) {
    this.process = process;
    this.port = port;
    this.folder = folder;
  }

  /**
   * Starts the server.
   *
   * @param program the command {@code chroma}
   * @param data where it keeps what it is given
   * @param folder for the log and the questions
   */
  static ChromaPeer start(Path program, Path data, String cores, Path folder)
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    List<String> line =
        List.of(
            program.toString(),
            "run",
            "--path",
            data.toString(),
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port));
    Path log = folder.resolve("chroma.log");
    Process process =
        new ProcessBuilder(Child.on(cores, line))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    ChromaPeer peer = new ChromaPeer(process, port, folder);
    long end = System.nanoTime() + START_NANOS;
    while (!peer.listens()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        Child.end(process);
        throw new IOException(
            "chroma did not start: " + java.nio.file.Files.readString(log).strip());
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return peer;
  }

  private boolean listens() throws IOException, InterruptedException {
    try {
      return send("GET", "/api/v2/heartbeat", "").isObject();
    } catch (ConnectException e) {
      return false;
    }
  }

  /** Its version. */
  String version() throws IOException, InterruptedException {
    return send("GET", "/api/v2/version", "").asText();
  }

  /** Gives it all passages of a dataset, unless it has them from an earlier run. */
  void load(DatasetReader reader, Consumer<String> notes) throws IOException, InterruptedException {
    String named = "pinakes-" + reader.manifestCid().toString().substring(0, 40);
    ObjectNode wanted = JSON.createObjectNode().put("name", named).put("get_or_create", true);
    wanted.putObject("configuration").putObject("hnsw").put("space", "cosine");
    collection = send("POST", BASE + "/collections", wanted.toString()).path("id").asText();
    long chunks = reader.index().chunks();
    if (count() == chunks) {
      return;
    }
    notes.accept("giving chroma " + chunks + " passages: some minutes, once");
    List<String> names = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    BankVectors.each(
        reader,
        (chunk, vector) -> {
          names.add(chunk.toString());
          vectors.add(vector);
          byte[] block =
              reader
                  .blocks()
                  .get(chunk)
                  .orElseThrow(() -> new IOException("no block [" + chunk + "]"));
          texts.add(new String(block, StandardCharsets.UTF_8));
          if (names.size() == BATCH) {
            add(names, vectors, texts);
          }
        });
    add(names, vectors, texts);
    if (count() != chunks) {
      throw new IOException("chroma has [" + count() + "] of [" + chunks + "] passages");
    }
  }

  private long count() throws IOException, InterruptedException {
    return send("GET", BASE + "/collections/" + collection + "/count", "").asLong();
  }

  private void add(List<String> names, List<float[]> vectors, List<String> texts)
      throws IOException {
    if (names.isEmpty()) {
      return;
    }
    ObjectNode body = JSON.createObjectNode();
    body.set("ids", JSON.valueToTree(names));
    body.set("embeddings", JSON.valueToTree(vectors));
    body.set("documents", JSON.valueToTree(texts));
    try {
      send("POST", BASE + "/collections/" + collection + "/upsert", body.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    names.clear();
    vectors.clear();
    texts.clear();
  }

  /** The server, asked with those vectors. */
  Served asked(List<float[]> questions, int k) throws IOException, InterruptedException {
    String path = BASE + "/collections/" + collection + "/query";
    List<byte[]> requests = new ArrayList<>();
    for (float[] question : questions) {
      ObjectNode body = JSON.createObjectNode().put("n_results", k);
      ArrayNode embeddings = body.putArray("query_embeddings");
      embeddings.add(JSON.valueToTree(question));
      body.putArray("include").add("documents").add("distances");
      requests.add(WireRequests.post(port, path, body.toString()));
    }
    Path file = folder.resolve("chroma.bin");
    WireRequests.write(file, requests);
    return new Served(
        "chroma " + version(),
        "POST …/query: the question embedded beforehand; the nearest by vector, "
            + k
            + " hits with text and distance; its own settings but for the space, cosine",
        process,
        port,
        file,
        "\"ids\":[[\"");
  }

  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          "chroma answered [" + answer.statusCode() + "] to " + path + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    client.close();
    Child.end(process);
  }
}
