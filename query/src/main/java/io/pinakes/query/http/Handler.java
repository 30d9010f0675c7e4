package io.pinakes.query.http;

/** Answers calls of a route. Called by several threads at once; may block. */
@FunctionalInterface
public interface Handler {
  /**
   * Answers a call.
   *
   * @throws ProblemException to say exactly what the caller is to read
   * @throws Exception anything else; what it means is judged by {@link
   *     io.pinakes.query.failure.Verdicts}
   */
  Reply handle(Call call) throws Exception;
}
