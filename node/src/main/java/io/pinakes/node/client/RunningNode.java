package io.pinakes.node.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.query.http.guard.Token;
import io.pinakes.query.json.Json;
import io.pinakes.query.json.ProgressJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** A node on this machine that has proved to hold the home's token. */
public final class RunningNode {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Where nobody listens is known at once; a node may be slow on a busy machine. */
  private static final Duration PROOF = Duration.ofSeconds(10);

  /** Events come for as long as the work takes. */
  private static final Duration FOR_EVER = Duration.ZERO;

  /** Far more than a thousand passages with all that is said of them. */
  private static final int MAX_ANSWER = 64 << 20;

  private static final String JOBS = "/api/v1/jobs";

  private static final byte[] NO_BODY = new byte[0];

  /** What a node answers once it has been told to end. */
  private static final int STOPPING = 503;

  private final URI url;
  private final Optional<URI> gateway;
  private final OptionalLong quota;
  private final Token token;

  private RunningNode(URI url, Optional<URI> gateway, OptionalLong quota, Token token) {
    this.url = url;
    this.gateway = gateway;
    this.quota = quota;
    this.token = token;
  }

  /**
   * The node that serves a home.
   *
   * @return empty if none does, or somebody else listens where it did
   */
  public static Optional<RunningNode> of(Path home) throws IOException {
    Optional<URI> url = NodeFile.read(home);
    if (url.isEmpty()) {
      return Optional.empty();
    }
    RunningNode node =
        new RunningNode(
            url.get(), NodeFile.readGateway(home), NodeFile.readQuota(home), Token.read(home));
    return node.proves() ? Optional.of(node) : Optional.empty();
  }

  /** The most bytes that blocks may take in its home; empty if nobody set a limit. */
  public OptionalLong quota() {
    return quota;
  }

  private boolean proves() {
    String challenge = UUID.randomUUID().toString();
    try (PlainHttp.Answer answer =
        PlainHttp.send(
            url,
            new PlainHttp.Request(
                "GET", "/api/v1/node?challenge=" + challenge, Map.of(), NO_BODY, PROOF))) {
      String proof = Json.MAPPER.readTree(whole(answer)).path("proof").asText();
      // The address is part of it: who took the port over cannot have the node answer for them.
      return answer.status() == 200
          && proof.equals(token.proof(challenge + " at " + url.getAuthority()));
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] whole(PlainHttp.Answer answer) throws IOException {
    byte[] body = answer.body().readNBytes(MAX_ANSWER);
    if (answer.body().read() >= 0) {
      throw new IOException("the node's answer is longer than [" + MAX_ANSWER + "] bytes");
    }
    return body;
  }

  /** Where it is. */
  public URI url() {
    return url;
  }

  /** Where its gateway is, if it serves one. */
  public Optional<URI> gateway() {
    return gateway;
  }

  /**
   * Reads a document of the API.
   *
   * @param path such as {@code /api/v1/status}
   * @throws NodeException if the node refuses
   */
  public JsonNode get(String path) throws IOException {
    return send("GET", path, Map.of(), NO_BODY);
  }

  /**
   * Asks a question of the API.
   *
   * @param path such as {@code /api/v1/search}
   * @throws NodeException if the node refuses it
   */
  public JsonNode ask(String path, ObjectNode question) throws IOException {
    return post(path, question, Map.of());
  }

  private JsonNode post(String path, ObjectNode body, Map<String, String> headers)
      throws IOException {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", "application/json");
    return send("POST", path, all, Json.bytes(body));
  }

  /**
   * Has a job begun.
   *
   * @return the job's document
   * @throws NodeException if the node refuses it
   */
  public ObjectNode begin(String kind, ObjectNode request) throws IOException {
    ObjectNode body = Json.MAPPER.createObjectNode().put("kind", kind);
    body.set("request", request);
    return object(post(JOBS, body, Map.of("Idempotency-Key", UUID.randomUUID().toString())));
  }

  /**
   * Waits for a job's end.
   *
   * @param most how long
   * @return the job's document, as it is then
   * @throws NodeException if there is no such job
   */
  public ObjectNode awaitEnd(String id, Duration most) throws IOException, InterruptedException {
    String path = JOBS + "/" + id;
    ObjectNode now = object(get(path));
    if (!now.path("ended").isNull()) {
      return now;
    }
    Thread follower =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    readEvents(path, ProgressListener.NONE);
                  } catch (IOException e) {
                    // The next question is answered, or says what is wrong.
                  }
                });
    try {
      follower.join(most);
    } finally {
      // Which closes its connection.
      follower.interrupt();
    }
    return object(get(path));
  }

  private static ObjectNode object(JsonNode document) throws IOException {
    if (document instanceof ObjectNode object) {
      return object;
    }
    throw new IOException("the node's answer is no document");
  }

  /**
   * Follows a job that was begun to its end.
   *
   * @param cancellation stops the job
   * @return the job's document
   * @throws NodeException if the node refuses that
   * @throws NodeGoneException if the node can be asked no more
   */
  public JsonNode follow(String id, ProgressListener listener, Cancellation cancellation)
      throws IOException {
    String path = JOBS + "/" + id;
    Thread stopper =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    cancellation.await();
                    send("DELETE", path, Map.of(), NO_BODY);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  } catch (IOException e) {
                    // The stream of events says how it ends, or that the node has gone.
                  }
                });
    try {
      readEvents(path, listener);
      return get(path);
    } catch (NodeException e) {
      if (e.status() == STOPPING) {
        throw new NodeGoneException(url, id, e);
      }
      throw e;
    } catch (IOException e) {
      throw new NodeGoneException(url, id, e);
    } finally {
      stopper.interrupt();
    }
  }

  private void readEvents(String path, ProgressListener listener) throws IOException {
    PlainHttp.Request request =
        new PlainHttp.Request(
            "GET", path + "/events", Map.of("Authorization", token.header()), NO_BODY, FOR_EVER);
    try (PlainHttp.Answer events = PlainHttp.send(url, request);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data: ")) {
          JsonNode data = Json.MAPPER.readTree(line.substring("data: ".length()));
          if (data.path("schema").asText().equals("pinakes.progress/1")) {
            listener.moved(ProgressJson.read(data));
          }
        }
      }
    }
  }

  private JsonNode send(String method, String path, Map<String, String> headers, byte[] body)
      throws IOException {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Authorization", token.header());
    try (PlainHttp.Answer answer =
        PlainHttp.send(url, new PlainHttp.Request(method, path, all, body, PATIENCE))) {
      JsonNode document = Json.MAPPER.readTree(whole(answer));
      if (answer.status() >= 400) {
        throw new NodeException(answer.status(), document);
      }
      return document;
    }
  }
}
