package io.pinakes.query.failure;

import java.util.Locale;

/** The names of failures in documents, which programs may go by. */
public final class FailureCode {
  private FailureCode() {}

  /** {@code UnknownDatasetException} is {@code unknown-dataset}; what is the JDK's is generic. */
  public static String of(Throwable cause) {
    if (cause instanceof IllegalArgumentException
        && !cause.getClass().getName().startsWith("io.pinakes.")) {
      return "bad-request";
    }
    String name = cause.getClass().getSimpleName().replaceFirst("Exception$", "");
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
