package io.pinakes.query.generate.wire;

import io.pinakes.query.generate.Endpoint;
import io.pinakes.query.generate.GenerationException;
import io.pinakes.query.generate.GenerationException.Kind;
import io.pinakes.query.generate.GenerationLimits;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts JSON to a server and gives the lines of its answer as they come.
 *
 * <p>Goes to the named host and nowhere else: no proxy, no redirect, no cookie. Where a server says
 * 429 or 503 it is asked again after the time it names, within the limits.
 */
public final class StreamingPost implements AutoCloseable {
  private static final int MAX_ERROR_BYTES = 16 << 10;

  private final Endpoint endpoint;
  private final Optional<String> key;
  private final GenerationLimits limits;
  private final Timing timing;
  private final HttpClient client;

  /**
   * A client of one server.
   *
   * @param key sent as bearer token; never part of a message, even if the server repeats it
   * @throws IllegalArgumentException if a key would travel to another machine in the clear
   */
  public StreamingPost(
      Endpoint endpoint, Optional<String> key, GenerationLimits limits, Timing timing) {
    if (key.isPresent() && !endpoint.local() && !endpoint.encrypted()) {
      throw new IllegalArgumentException(
          "the key would be sent to [" + endpoint + "] unencrypted: use https");
    }
    this.endpoint = endpoint;
    this.key = key;
    this.limits = limits;
    this.timing = timing;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(limits.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
  }

  /** An open answer: what kind of content the server says it is, and its lines. */
  public record Answer(String contentType, ResponseLines lines) implements AutoCloseable {
    @Override
    public void close() {
      lines.close();
    }
  }

  /**
   * Posts.
   *
   * @throws GenerationException if no answer begins, or the server refuses
   */
  public Answer post(String path, String json) throws GenerationException, InterruptedException {
    return exchange(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /**
   * Gets; the answer is read in the same way.
   *
   * @throws GenerationException if no answer begins, or the server refuses
   */
  public Answer get(String path) throws GenerationException, InterruptedException {
    return exchange(request(path).GET());
  }

  /** A server's words with the key struck out. */
  public String withoutKey(String words) {
    return key.map(secret -> words.replace(secret, "[key]")).orElse(words);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.at(path));
    key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    return request;
  }

  private Answer exchange(HttpRequest.Builder request)
      throws GenerationException, InterruptedException {
    long deadline = timing.nanos().getAsLong() + limits.total().toNanos();
    for (int attempt = 0; ; attempt++) {
      HttpResponse<BodyQueue> response = send(request.build());
      ResponseLines lines =
          new ResponseLines("the server at " + endpoint, response.body(), limits, timing, deadline);
      int status = response.statusCode();
      if (status == 200) {
        return new Answer(response.headers().firstValue("Content-Type").orElse(""), lines);
      }
      String detail;
      try (lines) {
        detail = withoutKey(ErrorBody.message(lines.rest(MAX_ERROR_BYTES)));
      }
      if (status != 429 && status != 503) {
        throw refusal(status, detail);
      }
      Duration wait = wait(response, attempt);
      if (attempt >= limits.retries() || wait.compareTo(limits.retryWait()) > 0) {
        throw new GenerationException(
            Kind.RATE_LIMITED,
            String.format(
                Locale.ROOT,
                "the server at %s answers %d and asks to wait %d s (asked %d times): %s",
                endpoint,
                status,
                wait.toSeconds(),
                attempt + 1,
                detail));
      }
      timing.pause().sleep(wait);
    }
  }

  /**
   * Waits until the head of the answer is there. Not by the request's own timeout, which from JDK
   * 26 on also ends a body that is still coming.
   */
  private HttpResponse<BodyQueue> send(HttpRequest request)
      throws GenerationException, InterruptedException {
    CompletableFuture<HttpResponse<BodyQueue>> head =
        client.sendAsync(request, info -> new BodyQueue());
    try {
      return head.get(limits.firstByte().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new GenerationException(
          Kind.TIMED_OUT,
          String.format(
              Locale.ROOT,
              "the server at %s did not begin to answer within %d ms",
              endpoint,
              limits.firstByte().toMillis()),
          e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
        throw new GenerationException(
            Kind.UNREACHABLE,
            "no server answers at " + endpoint + ": start it, or name another endpoint",
            cause);
      }
      throw new GenerationException(
          Kind.UNREACHABLE, "the server at " + endpoint + " broke off: " + cause, e);
    } finally {
      // Closes the connection if the wait ended early; does nothing once the head is there.
      head.cancel(true);
    }
  }

  private GenerationException refusal(int status, String detail) {
    if (status >= 300 && status < 400) {
      return new GenerationException(
          Kind.REFUSED,
          String.format(
              Locale.ROOT,
              "the server at %s redirects (%d), which is not followed: name the right address",
              endpoint,
              status));
    }
    Kind kind = status >= 500 ? Kind.SERVER_FAILED : Kind.REFUSED;
    return new GenerationException(
        kind,
        String.format(Locale.ROOT, "the server at %s answers %d: %s", endpoint, status, detail));
  }

  /** What the server asks for (RFC 9110, 10.2.3: seconds or a date), else 1, 2, 4, … seconds. */
  private Duration wait(HttpResponse<?> response, int attempt) {
    Duration ownChoice = Duration.ofSeconds(1L << Math.min(attempt, 5));
    Optional<String> asked = response.headers().firstValue("Retry-After").map(String::strip);
    if (asked.isEmpty()) {
      return ownChoice;
    }
    if (asked.get().matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(asked.get()));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(asked.get(), DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration until = Duration.between(timing.clock().instant(), date.toInstant());
      return until.isNegative() ? Duration.ZERO : until;
    } catch (DateTimeException e) {
      return ownChoice;
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
