package io.pinakes.benchmarks.load;

import java.util.List;

/**
 * What a client is to do. Goes from process to process as JSON.
 *
 * @param port at loopback
 * @param requests the file of {@link WireRequests}, asked in turn
 * @param marker what a good answer has in it, so that a wrong one does not count as an answer
 * @param first the request to begin with
 * @param connections at most so many at once
 * @param patienceMillis how long after its time a question may be answered; then it is given up
 * @param seed draws the times
 * @param segments one after another, without a pause
 * @param results the file for {@link Outcomes}
 */
record Order(
    int port,
    String requests,
    String marker,
    int first,
    int connections,
    int patienceMillis,
    long seed,
    List<Segment> segments,
    String results) {

  /**
   * A time of one rate.
   *
   * @param rate questions a second, on average; they come independently of each other
   * @param seconds how long
   */
  record Segment(double rate, double seconds) {}

  /** Keeps the list as it is. */
  Order {
    segments = List.copyOf(segments);
    if (segments.isEmpty() || connections < 1 || patienceMillis < 1) {
      throw new IllegalArgumentException("nothing to do");
    }
  }
}
