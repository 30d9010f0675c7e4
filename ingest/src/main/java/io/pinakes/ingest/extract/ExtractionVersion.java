package io.pinakes.ingest.extract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The version of extraction: a number that is raised when our readers change what they give, and
 * the versions of the libraries under them, as the build has them.
 */
public final class ExtractionVersion {
  /** Such as {@code 3/tika-3.3.1/pdfbox-3.0.7/…}. */
  public static final String CURRENT = read();

  private ExtractionVersion() {}

  private static String read() {
    try (InputStream in = ExtractionVersion.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("extraction");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
