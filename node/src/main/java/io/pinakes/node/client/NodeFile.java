package io.pinakes.node.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * The file {@code node.json} of a home, there while a node serves it: {@code {"url": …}}, and where
 * its gateway is, if it has one: {@code "gateway": …}. After a kill it is left behind; whoever
 * reads it has to make sure.
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
    return write(home, url, Optional.empty());
  }

  /**
   * The same of a node that has a gateway, too.
   *
   * @param gateway where that is
   */
  public static Closeable write(Path home, URI url, Optional<URI> gateway) throws IOException {
    Path file = file(home);
    ObjectNode document = Json.document("pinakes.node/1").put("url", url.toString());
    gateway.ifPresent(uri -> document.put("gateway", uri.toString()));
    PrivateFiles.write(file, Json.bytes(document));
    return () -> Files.deleteIfExists(file);
  }

  /** Where the home is or was served. */
  static Optional<URI> read(Path home) throws IOException {
    return read(home, "url");
  }

  /** Where its gateway is or was; empty if it has none. */
  static Optional<URI> readGateway(Path home) throws IOException {
    return read(home, "gateway");
  }

  private static Optional<URI> read(Path home, String field) throws IOException {
    Path file = file(home);
    try {
      if (Files.size(file) > MAX_BYTES) {
        return Optional.empty();
      }
      String url = Json.MAPPER.readTree(Files.readAllBytes(file)).path(field).asText();
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
