package io.pinakes.node.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.mcp.McpServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pinakes mcp}: the home as tools for an assistant, over standard input and output. */
@Command(
    name = "mcp",
    description = {
      "Give an assistant this home as tools, by the Model Context Protocol.",
      "",
      "It is spoken over standard input and output, and reads only: search, ask, get_document,",
      "get_chunk, list_datasets. What is ingested meanwhile is found by the next call.",
      "",
      "  pinakes mcp --print-config     what to put into .mcp.json, or where your assistant wants"
          + " it",
      "  claude mcp add pinakes -- pinakes mcp",
      ""
    })
final class McpCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--print-config",
      description = "Print the entry for an assistant's configuration, and end.")
  private boolean printConfig;

  @Mixin private GeneratorOptions generator = new GeneratorOptions();

  McpCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    if (printConfig) {
      session.print(config());
      return ExitCode.OK;
    }
    if (session.terminal().outIsTerminal()) {
      session.note("Speaking MCP on standard input and output: this is for an assistant to start.");
      session.note("See: pinakes mcp --print-config. Ctrl-C ends it.");
    }
    McpServer server = new McpServer(new HomeLibrary(session, generator), ProgramVersion.current());
    InputStream in = new BufferedInputStream(System.in);
    for (Line line = Line.read(in); !line.last(); line = Line.read(in)) {
      answer(server, line).ifPresent(said -> Json.printLine(said, session.terminal().out()));
    }
    return ExitCode.OK;
  }

  private static Optional<ObjectNode> answer(McpServer server, Line line) throws IOException {
    if (line.tooLong()) {
      String most = "longer than " + McpServer.MAX_MESSAGE_BYTES + " bytes";
      return Optional.of(McpServer.unreadable(most));
    }
    try {
      JsonNode message = Json.MAPPER.readTree(line.bytes());
      return message == null || message.isMissingNode() ? Optional.empty() : server.handle(message);
    } catch (JsonProcessingException e) {
      return Optional.of(McpServer.unreadable("not JSON: " + e.getOriginalMessage()));
    }
  }

  private ObjectNode config() {
    String launcher = System.getProperty("pinakes.launcher", "pinakes");
    ObjectNode config = Json.MAPPER.createObjectNode();
    ObjectNode entry = config.putObject("mcpServers").putObject("pinakes");
    entry.put("command", launcher).putArray("args").add("mcp");
    entry.putObject("env").put("PINAKES_HOME", session.home().toString());
    return config;
  }

  /**
   * A line of the input.
   *
   * @param bytes its bytes, without its end; the first of it if it is too long
   * @param tooLong whether it is longer than a message may be
   * @param last whether the input has ended
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
  private record Line(byte[] bytes, boolean tooLong, boolean last) {
    static Line read(InputStream in) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      boolean tooLong = false;
      int next = in.read();
      if (next < 0) {
        return new Line(new byte[0], false, true);
      }
      for (; next >= 0 && next != '\n'; next = in.read()) {
        if (bytes.size() < McpServer.MAX_MESSAGE_BYTES) {
          bytes.write(next);
        } else {
          tooLong = true;
        }
      }
      return new Line(bytes.toByteArray(), tooLong, false);
    }
  }
}
