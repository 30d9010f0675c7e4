package io.pinakes.query.generate;

import java.time.Duration;

/**
 * What a conversation with a server may cost.
 *
 * @param connect until the connection stands; a local server answers at once or not at all
 * @param firstByte until the answer begins; a server may load gigabytes of model first
 * @param idle the longest silence within an answer
 * @param total until the answer is whole
 * @param retries how often a server that says "too many" or "not yet" is asked again
 * @param retryWait the longest single wait that such a server may ask for
 * @param maxLineBytes the longest event; one token is some hundred bytes
 * @param maxResponseBytes the longest answer with all its framing
 */
public record GenerationLimits(
    Duration connect,
    Duration firstByte,
    Duration idle,
    Duration total,
    int retries,
    Duration retryWait,
    int maxLineBytes,
    int maxResponseBytes) {
  /** The limits of the command line. */
  public static final GenerationLimits DEFAULT =
      new GenerationLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(180),
          Duration.ofSeconds(60),
          Duration.ofMinutes(15),
          3,
          Duration.ofSeconds(30),
          1 << 20,
          16 << 20);

  /** Checks that every limit is one. */
  public GenerationLimits {
    for (Duration wait : new Duration[] {connect, firstByte, idle, total}) {
      if (wait.isNegative() || wait.isZero()) {
        throw new IllegalArgumentException("not a time to wait: [" + wait + "]");
      }
    }
    if (retries < 0 || retryWait.isNegative() || maxLineBytes < 1 || maxResponseBytes < 1) {
      throw new IllegalArgumentException(
          "not limits: retries ["
              + retries
              + "], retry wait ["
              + retryWait
              + "], line ["
              + maxLineBytes
              + "], response ["
              + maxResponseBytes
              + "]");
    }
  }
}
