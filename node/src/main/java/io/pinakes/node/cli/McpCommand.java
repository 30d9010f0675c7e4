package io.pinakes.node.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.mcp.McpServer;
import io.pinakes.query.mcp.Writing;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "  pinakes mcp --allow-writes --folder ~/papers",
      "",
      "With --allow-writes it also has ingest_folder, remove_document and get_job. The node that",
      "serves the home does the work, or this process, which holds the home only meanwhile.",
      ""
    })
final class McpCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--print-config",
      description = "Print the entry for an assistant's configuration, and end.")
  private boolean printConfig;

  @Option(
      names = "--allow-writes",
      description =
          "Let the assistant take folders up and documents out (default: $PINAKES_MCP_WRITES, a"
              + " setting, else not).")
  private @Nullable Boolean allowWrites;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "Let it ingest this folder and those in it only; may be given several times (default:"
              + " $PINAKES_MCP_FOLDERS, a setting, else any).")
  private @Nullable List<Path> folders;

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
    InputStream in = new BufferedInputStream(System.in);
    try (HomeWorkbench workbench = new HomeWorkbench(session)) {
      McpServer server = server(workbench);
      for (Line line = Line.read(in); !line.last(); line = Line.read(in)) {
        answer(server, line).ifPresent(said -> Json.printLine(said, session.terminal().out()));
      }
    }
    return ExitCode.OK;
  }

  private McpServer server(HomeWorkbench workbench) {
    HomeLibrary library = new HomeLibrary(session, generator);
    AssistantRights rights = AssistantRights.of(session, allowWrites, folders);
    return rights.writes()
        ? McpServer.writing(
            library, ProgramVersion.current(), new Writing(workbench, rights.folders()))
        : McpServer.reading(
            library,
            ProgramVersion.current(),
            "Its user has to allow it: pinakes mcp --allow-writes");
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
    ArrayNode arguments = entry.put("command", launcher).putArray("args").add("mcp");
    if (allowWrites != null && allowWrites) {
      arguments.add("--allow-writes");
    }
    if (folders != null) {
      folders.forEach(
          folder -> arguments.add("--folder").add(folder.toAbsolutePath().normalize().toString()));
    }
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
