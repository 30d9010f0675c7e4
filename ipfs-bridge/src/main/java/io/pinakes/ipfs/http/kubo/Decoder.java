package io.pinakes.ipfs.http.kubo;

import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.IpldLimits;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Queue;

/** Takes an answer's bytes apart as they come. */
interface Decoder<T> {
  /** Takes some bytes. */
  void take(byte[] bytes, Queue<T> found) throws IOException;

  /** Takes the end. */
  void end(Queue<T> found) throws IOException;

  /** Bytes as they are. */
  final class Bytes implements Decoder<byte[]> {
    @Override
    public void take(byte[] bytes, Queue<byte[]> found) {
      found.add(bytes);
    }

    @Override
    public void end(Queue<byte[]> found) {
      // All was handed on.
    }
  }

  /** Makes an object into what it means. */
  @FunctionalInterface
  interface Meaning<T> {
    /** Makes it; empty for an object that says nothing here. */
    Optional<T> of(MapNode object) throws IOException;
  }

  /** Objects, each on a line. */
  final class Lines<T> implements Decoder<T> {
    private static final int MAX_DEPTH = 128;

    private final DagJson json;
    private final int maxBytes;
    private final Meaning<T> meaning;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Lines(int maxBytes, Meaning<T> meaning) {
      this.json = DagJson.RELAXED.withLimits(new IpldLimits(maxBytes, MAX_DEPTH));
      this.maxBytes = maxBytes;
      this.meaning = meaning;
    }

    @Override
    public void take(byte[] bytes, Queue<T> found) throws IOException {
      int from = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          line.write(bytes, from, i - from);
          from = i + 1;
          object(found);
        }
      }
      line.write(bytes, from, bytes.length - from);
      if (line.size() > maxBytes) {
        throw new KuboException(
            KuboException.Kind.MALFORMED, "an object is over [" + maxBytes + "] bytes long");
      }
    }

    @Override
    public void end(Queue<T> found) throws IOException {
      object(found);
    }

    private void object(Queue<T> found) throws IOException {
      byte[] text = line.toByteArray();
      line.reset();
      if (isBlank(text)) {
        return;
      }
      try {
        if (!(json.decode(text) instanceof MapNode map)) {
          throw new KuboException(KuboException.Kind.MALFORMED, "it sent no object");
        }
        if (Reply.text(map, "Type").equals("error") && map.find("Message").isPresent()) {
          throw new KuboException(KuboException.Kind.FAILED_LATE, map.text("Message"));
        }
        meaning.of(map).ifPresent(found::add);
      } catch (CodecException e) {
        throw new KuboException(
            KuboException.Kind.MALFORMED, "it sent what cannot be read: " + e.getMessage(), e);
      }
    }

    private static boolean isBlank(byte[] text) {
      for (byte b : text) {
        if (b != ' ' && b != '\r' && b != '\t') {
          return false;
        }
      }
      return true;
    }
  }
}
