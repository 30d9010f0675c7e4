package io.pinakes.query.http.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.failure.Verdicts;
import io.pinakes.query.http.Access;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.Lane;
import io.pinakes.query.http.ProblemException;
import io.pinakes.query.http.Reply;
import io.pinakes.query.http.Route;
import io.pinakes.query.http.Surface;
import io.pinakes.query.http.api.Desk;
import io.pinakes.query.json.Json;
import io.pinakes.query.mcp.Library;
import io.pinakes.query.mcp.McpServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /mcp}: streamable HTTP (MCP revision 2025-11-25, "Transports") without sessions and
 * without streams of its own: each message is a POST, and its answer one JSON document.
 */
public final class McpSurface implements Surface {
  private static final String REVISION = "MCP-Protocol-Version";

  private final McpServer server;

  /** The surface over what a desk holds. */
  public McpSurface(Desk desk, String version) {
    this.server =
        new McpServer(
            new Library() {
              private final Reading reading =
                  new Reading(desk.bank(), desk.searcher(), desk.answerer());

              @Override
              public <T> T read(Work<T> work) throws Exception {
                return work.with(reading);
              }

              @Override
              public Verdicts verdicts() {
                return desk.verdicts();
              }
            },
            version);
  }

  @Override
  public String prefix() {
    return "/mcp";
  }

  @Override
  public List<Route> routes() {
    int longest = McpServer.MAX_MESSAGE_BYTES;
    return List.of(new Route("POST", "/mcp", Access.READ, Lane.ASK, longest, this::message));
  }

  private Reply message(Call call) throws IOException, ProblemException {
    Optional<String> revision = call.header(REVISION);
    if (revision.isPresent() && !McpServer.REVISIONS.contains(revision.get())) {
      throw new ProblemException(
          400,
          "mcp-revision",
          "The header " + REVISION + " names a revision that is not spoken here.",
          "Use one of " + McpServer.REVISIONS + ".");
    }
    JsonNode message;
    try {
      message = Json.MAPPER.readTree(call.body());
    } catch (JsonProcessingException e) {
      return Reply.json(400, McpServer.unreadable("not JSON: " + e.getOriginalMessage()));
    }
    Optional<ObjectNode> answer = server.handle(message);
    return answer.isPresent()
        ? Reply.json(answer.get())
        : new Reply.Whole(202, Map.of(), new byte[0]);
  }
}
