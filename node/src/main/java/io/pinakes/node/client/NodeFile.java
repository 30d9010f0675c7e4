package io.pinakes.node.client;

import io.pinakes.datasets.home.PrivateFiles;
import io.pinakes.query.json.Json;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file {@code node.json} of a home, there while a node serves it: {@code {"url": …}}. After a
 * kill it is left behind; whoever reads it has to make sure.
 */
public final class NodeFile {
  private static final int MAX_BYTES = 4_096;

  private NodeFile() {}

  /**
   * Says where the home is served.
   *
   * @return takes the file away
   */
  public static Closeable write(Path home, URI url) throws IOException {
    Path file = file(home);
    PrivateFiles.write(
        file, Json.bytes(Json.document("pinakes.node/1").put("url", url.toString())));
    return () -> Files.deleteIfExists(file);
  }

  /** Where the home is or was served. */
  static Optional<URI> read(Path home) throws IOException {
    Path file = file(home);
    try {
      if (Files.size(file) > MAX_BYTES) {
        return Optional.empty();
      }
      String url = Json.MAPPER.readTree(Files.readAllBytes(file)).path("url").asText();
      return Optional.of(new URI(url)).filter(uri -> "http".equals(uri.getScheme()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (java.net.URISyntaxException | com.fasterxml.jackson.core.JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Path file(Path home) {
    return home.resolve("node.json");
  }
}
