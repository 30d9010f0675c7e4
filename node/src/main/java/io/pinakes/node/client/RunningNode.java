package io.pinakes.node.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.query.http.guard.Token;
import io.pinakes.query.json.Json;
import io.pinakes.query.json.ProgressJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A node on this machine that has proved to hold the home's token. */
public final class RunningNode implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client;
  private final URI url;
  private final Token token;

  private RunningNode(HttpClient client, URI url, Token token) {
    this.client = client;
    this.url = url;
    this.token = token;
  }

  /**
   * The node that serves a home.
   *
   * @return empty if none does, or somebody else listens where it did
   */
  public static Optional<RunningNode> of(Path home) throws IOException, InterruptedException {
    Optional<URI> url = NodeFile.read(home);
    if (url.isEmpty()) {
      return Optional.empty();
    }
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    RunningNode node = new RunningNode(client, url.get(), Token.read(home));
    if (node.proves()) {
      return Optional.of(node);
    }
    node.close();
    return Optional.empty();
  }

  private boolean proves() throws InterruptedException {
    String challenge = UUID.randomUUID().toString();
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(at("/api/v1/node?challenge=" + challenge))
                  .timeout(PATIENCE)
                  .build(),
              BodyHandlers.ofString());
      String proof = Json.MAPPER.readTree(answer.body()).path("proof").asText();
      // The address is part of it: who took the port over cannot have the node answer for them.
      return answer.statusCode() == 200
          && proof.equals(token.proof(challenge + " at " + url.getAuthority()));
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it is. */
  public URI url() {
    return url;
  }

  private URI at(String path) {
    return URI.create(url + path);
  }

  /**
   * Has a job done, and follows it to its end.
   *
   * @param cancellation stops the job
   * @return the job's document
   * @throws NodeException if the node refuses it
   */
  public JsonNode run(
      String kind, ObjectNode request, ProgressListener listener, Cancellation cancellation)
      throws IOException, InterruptedException {
    ObjectNode body = Json.MAPPER.createObjectNode().put("kind", kind);
    body.set("request", request);
    JsonNode job =
        send(
            HttpRequest.newBuilder(at("/api/v1/jobs"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofByteArray(Json.bytes(body))));
    String path = "/api/v1/jobs/" + job.path("id").asText();
    Thread stopper =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    cancellation.await();
                    send(HttpRequest.newBuilder(at(path)).DELETE());
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  } catch (IOException e) {
                    // The stream of events says how it ends, or that the node has gone.
                  }
                });
    try {
      follow(path, listener);
    } finally {
      stopper.interrupt();
    }
    return send(HttpRequest.newBuilder(at(path)).GET());
  }

  private void follow(String path, ProgressListener listener)
      throws IOException, InterruptedException {
    HttpResponse<Stream<String>> events =
        client.send(
            HttpRequest.newBuilder(at(path + "/events"))
                .header("Authorization", token.header())
                .build(),
            BodyHandlers.ofLines());
    try (Stream<String> lines = events.body()) {
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        String line = each.next();
        if (line.startsWith("data: ")) {
          JsonNode data = Json.MAPPER.readTree(line.substring("data: ".length()));
          if (data.path("schema").asText().equals("pinakes.progress/1")) {
            listener.moved(ProgressJson.read(data));
          }
        }
      }
    } catch (java.io.UncheckedIOException e) {
      throw new IOException("the node at " + url + " ended while it worked", e);
    }
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            request.header("Authorization", token.header()).timeout(PATIENCE).build(),
            BodyHandlers.ofString());
    JsonNode document = Json.MAPPER.readTree(answer.body());
    if (answer.statusCode() >= 400) {
      throw new NodeException(answer.statusCode(), document);
    }
    return document;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
