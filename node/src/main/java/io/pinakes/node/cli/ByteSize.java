package io.pinakes.node.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size as people write it: {@code 500M}, {@code 20G}, {@code 1.5GiB}, or plain bytes. The units
 * are powers of 1,024, as those that {@link Figures} prints.
 *
 * @param bytes at least 1
 */
record ByteSize(long bytes) {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?) ?([KMGTP]?)(?:I?B)?");
  private static final String UNITS = "KMGTP";

  /** Checks that there is something. */
  ByteSize {
    if (bytes < 1) {
      throw new IllegalArgumentException("size [" + bytes + "] leaves room for nothing");
    }
  }

  /**
   * Reads a size.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ByteSize parse(String text) {
    Matcher form = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "size [" + text + "] is none: write it as 500M, 20G or in bytes");
    }
    int power = form.group(2).isEmpty() ? 0 : 1 + UNITS.indexOf(form.group(2));
    double bytes = Double.parseDouble(form.group(1)) * Math.pow(1024, power);
    return new ByteSize((long) Math.min(bytes, Long.MAX_VALUE));
  }
}
