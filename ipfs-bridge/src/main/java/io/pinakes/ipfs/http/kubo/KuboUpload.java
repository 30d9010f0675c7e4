package io.pinakes.ipfs.http.kubo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Files and folders to be sent, as the parts of a form.
 *
 * @param parts in the order in which they are sent
 */
public record KuboUpload(List<Part> parts) {
  /** Opens a part's content when its turn comes; it is closed behind it. */
  @FunctionalInterface
  public interface Content {
    /** Opens it. */
    InputStream open() throws IOException;
  }

  /**
   * One part.
   *
   * @param path the name, with {@code /} between those of folders; empty for none
   * @param mediaType {@code application/octet-stream} for a file
   * @param content its bytes
   */
  public record Part(String path, String mediaType, Content content) {}

  /** Keeps the parts. */
  public KuboUpload {
    parts = List.copyOf(parts);
  }

  /** One file of that content, without a name. */
  public static KuboUpload of(byte[] content) {
    return new KuboUpload(List.of(file("", () -> new ByteArrayInputStream(content))));
  }

  /** One file whose content is read when it is sent, without a name. */
  public static KuboUpload of(Content content) {
    return new KuboUpload(List.of(file("", content)));
  }

  /** A file. */
  public static Part file(String path, Content content) {
    return new Part(path, "application/octet-stream", content);
  }

  /** A file of the disk. */
  public static Part file(String path, Path file) {
    return file(path, () -> Files.newInputStream(file));
  }

  /** A folder, which may stay empty; folders of files come into being without. */
  public static Part folder(String path) {
    return new Part(path, "application/x-directory", InputStream::nullInputStream);
  }

  /** A symbolic link. */
  public static Part symlink(String path, String target) {
    byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
    return new Part(path, "application/symlink", () -> new ByteArrayInputStream(bytes));
  }
}
