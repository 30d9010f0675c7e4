package io.pinakes.ipfs.rpc;

import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Answers in the forms that Kubo gives them. */
final class Replies {
  private static final String JSON = "application/json";

  private Replies() {}

  /** Is given objects to send. */
  @FunctionalInterface
  interface Lines {
    /** Sends one object, at once or with those that follow. */
    void line(MapNode object) throws IOException;
  }

  /** Makes objects, one after the other. */
  @FunctionalInterface
  interface Objects {
    /** Makes them all. */
    void writeTo(Lines lines) throws IOException;
  }

  /** One object. */
  static ApiAnswer one(MapNode object) {
    return ApiAnswer.of(200, JSON, json(object));
  }

  /** Objects, each on a line of its own, sent as room fills. */
  static ApiAnswer lines(Objects objects) {
    return stream(JSON, out -> objects.writeTo(object -> out.write(json(object))))
        .with("X-Chunked-Output", "1");
  }

  /** Objects, each sent at once, for who watches the work go on. */
  static ApiAnswer promptLines(Objects objects) {
    return stream(
            JSON,
            out ->
                objects.writeTo(
                    object -> {
                      out.write(json(object));
                      out.flush();
                    }))
        .with("X-Chunked-Output", "1");
  }

  /** Bytes. */
  static ApiAnswer bytes(String mediaType, ApiAnswer.Body body) {
    return stream(mediaType, body).with("X-Stream-Output", "1");
  }

  /** A body that is written as it is made. */
  static ApiAnswer stream(String mediaType, ApiAnswer.Body body) {
    return new ApiAnswer(
        200,
        Map.of("Content-Type", mediaType, "Trailer", ApiAnswer.ERROR_TRAILER),
        body,
        Replies::error);
  }

  static byte[] json(MapNode object) {
    byte[] text = DagJson.STRICT.encode(object);
    byte[] line = Arrays.copyOf(text, text.length + 1);
    line[text.length] = '\n';
    return line;
  }

  static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What is wrong, in Kubo's form. */
  static ApiAnswer error(Exception failure) {
    MapNode object =
        MapNode.builder()
            .put("Message", words(failure))
            .put("Code", 0)
            .put("Type", "error")
            .build();
    return ApiAnswer.of(500, JSON, json(object));
  }

  /** In the words that programs made for Kubo look for, where there are some. */
  static String words(Exception failure) {
    if (failure instanceof MissingBlockException missing) {
      return "block was not found locally (offline): ipld: could not find " + missing.cid();
    }
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }
}
