package io.pinakes.query.blocks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.garbage.HomeRoots;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.ApiRequest;
import io.pinakes.ipfs.api.Parameters;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.graph.Completer;
import io.pinakes.ipfs.names.NameTable;
import io.pinakes.ipfs.rpc.Rpc;
import io.pinakes.ipfs.rpc.RpcException;
import io.pinakes.ipfs.rpc.RpcHome;
import io.pinakes.query.failure.Kind;
import io.pinakes.query.failure.WorkException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The commands of the RPC on this process's own home: what they say on the command line and over
 * HTTP is the work of the same classes.
 */
public final class LocalRpc {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String BOUNDARY = "pinakes-command-line";

  private final Rpc rpc;

  /**
   * On that home, for reading, unless it was opened for writing. What asks who this node is cannot
   * be answered.
   */
  public LocalRpc(Bank bank, Completer completer) {
    this.rpc =
        new Rpc(
            new RpcHome(
                bank.store(),
                new NameTable(bank.store(), InstantSource.system()),
                new HomeRoots(bank.store()),
                gone -> bank.collectGarbage(ProgressListener.NONE, gone),
                completer,
                () -> {
                  throw new IllegalStateException("no command here asks for the node's key");
                },
                bank.home().root(),
                ""));
  }

  /** Is given each object of an answer. */
  @FunctionalInterface
  public interface Lines {
    void line(JsonNode object) throws IOException;
  }

  /** The query of a call: names and values in turn. */
  public static String query(String... pairs) {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      query
          .append(pairs[i])
          .append('=')
          .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8))
          .append('&');
    }
    return query.toString();
  }

  /** Calls a command that gives bytes. */
  public void bytes(String command, String query, InputStream body, OutputStream out)
      throws IOException {
    ApiRequest request =
        new ApiRequest(
            "POST",
            Rpc.PREFIX + command,
            Parameters.parse(query),
            Map.of("content-type", "multipart/form-data; boundary=" + BOUNDARY),
            body);
    ApiAnswer answer = rpc.answer(request);
    if (answer.status() != 200) {
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      answer.body().writeTo(said);
      throw failed(MAPPER.readTree(said.toByteArray()).path("Message").asText());
    }
    try {
      answer.body().writeTo(out);
    } catch (MissingBlockException | RpcException e) {
      throw failed(String.valueOf(e.getMessage()));
    }
  }

  private static WorkException failed(String words) {
    boolean absent =
        words.contains("could not find")
            || words.contains("is not here")
            || words.contains("nothing at")
            || words.contains("not pinned")
            || words.contains("not recursively pinned");
    return new WorkException(absent ? Kind.NOT_FOUND : Kind.USAGE, words, "");
  }

  /** Calls a command that gives objects. */
  public void objects(String command, String query, Lines lines) throws IOException {
    objects(command, query, InputStream.nullInputStream(), lines);
  }

  /** The same with a body. */
  public void objects(String command, String query, InputStream body, Lines lines)
      throws IOException {
    try (LineSplitter out = new LineSplitter(lines)) {
      bytes(command, query, body, out);
    }
  }

  /** A form with that one file in it. */
  public static InputStream form(InputStream file) {
    String head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n";
    String end = "\r\n--" + BOUNDARY + "--\r\n";
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                new ByteArrayInputStream(head.getBytes(StandardCharsets.UTF_8)),
                file,
                new ByteArrayInputStream(end.getBytes(StandardCharsets.UTF_8)))));
  }

  /** Makes objects of lines. */
  private static final class LineSplitter extends OutputStream {
    private final Lines lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineSplitter(Lines lines) {
      this.lines = lines;
    }

    @Override
    public void write(int b) throws IOException {
      if (b == '\n') {
        lines.line(MAPPER.readTree(line.toByteArray()));
        line.reset();
      } else {
        line.write(b);
      }
    }
  }
}
