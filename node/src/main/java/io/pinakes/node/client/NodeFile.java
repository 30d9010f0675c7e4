package io.pinakes.node.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.home.PrivateFiles;
import io.pinakes.query.json.Json;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The file {@code node.json} of a home, there while a node serves it: {@code {"url": …}}, and where
 * its gateway is, if it has one: {@code "gateway": …}; the most bytes that its blocks may take, if
 * that is limited: {@code "quota": …}. After a kill it is left behind; whoever reads it has to make
 * sure.
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
    return write(home, url, Optional.empty(), OptionalLong.empty());
  }

  /**
   * The same with what else is said of a node.
   *
   * @param gateway where that is, if it has one
   * @param quota the most bytes that the home's blocks may take, if it was told so
   */
  public static Closeable write(Path home, URI url, Optional<URI> gateway, OptionalLong quota)
      throws IOException {
    Path file = file(home);
    ObjectNode document = Json.document("pinakes.node/1").put("url", url.toString());
    gateway.ifPresent(uri -> document.put("gateway", uri.toString()));
    quota.ifPresent(bytes -> document.put("quota", bytes));
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

  /** The quota that it has or had; empty if it has none. */
  static OptionalLong readQuota(Path home) throws IOException {
    JsonNode quota = document(home).path("quota");
    return quota.canConvertToLong() ? OptionalLong.of(quota.asLong()) : OptionalLong.empty();
  }

  private static Optional<URI> read(Path home, String field) throws IOException {
    try {
      return Optional.of(new URI(document(home).path(field).asText()))
          .filter(uri -> "http".equals(uri.getScheme()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** What it says; nothing if it is not there or is none. */
  private static JsonNode document(Path home) throws IOException {
    Path file = file(home);
    try {
      return Files.size(file) > MAX_BYTES
          ? MissingNode.getInstance()
          : Json.MAPPER.readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException | JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static Path file(Path home) {
    return home.resolve("node.json");
  }
}
