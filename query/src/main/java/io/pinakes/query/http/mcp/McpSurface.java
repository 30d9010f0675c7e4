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
import io.pinakes.query.http.guard.Token;
import io.pinakes.query.json.Json;
import io.pinakes.query.mcp.JobsWorkbench;
import io.pinakes.query.mcp.Library;
import io.pinakes.query.mcp.McpServer;
import io.pinakes.query.mcp.Writing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /mcp}: streamable HTTP (MCP revision 2025-11-25, "Transports") without sessions and
 * without streams of its own: each message is a POST, and its answer one JSON document.
 */
public final class McpSurface implements Surface {
  private static final String REVISION = "MCP-Protocol-Version";

  /** For everybody whom the gate lets in. */
  private final McpServer reading;

  /** For who shows the token, too, where tools may write. */
  private final McpServer writing;

  private final Optional<Changes> changes;

  /**
   * What tools may change over HTTP.
   *
   * @param token what the caller has to show, as for every change
   * @param folders those that may be ingested, with all below them; empty for all of the machine
   */
  public record Changes(Token token, List<Path> folders) {}

  /**
   * The surface over what a desk holds.
   *
   * @param changes empty if tools only read
   */
  public McpSurface(Desk desk, String version, Optional<Changes> changes) {
    Library library = library(desk);
    this.changes = changes;
    this.reading =
        McpServer.reading(
            library,
            version,
            changes.isPresent()
                ? "It needs the node's token: have the client send the header Authorization: Bearer"
                    + " TOKEN, with what is in the file [token] of the node's home."
                : "The node has to be started so that assistants may change the home: pinakes serve"
                    + " --mcp-writes");
    this.writing =
        changes
            .map(c -> new Writing(new JobsWorkbench(desk.jobs()), c.folders()))
            .map(allowed -> McpServer.writing(library, version, allowed))
            .orElse(reading);
  }

  private static Library library(Desk desk) {
    return new Library() {
      private final Reading reading = new Reading(desk.bank(), desk.searcher(), desk.answerer());

      @Override
      public <T> T read(Work<T> work) throws Exception {
        return work.with(reading);
      }

      @Override
      public Verdicts verdicts() {
        return desk.verdicts();
      }
    };
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
    boolean shown =
        changes.filter(c -> c.token().shownBy(call.header("authorization").orElse(""))).isPresent();
    Optional<ObjectNode> answer = (shown ? writing : reading).handle(message);
    return answer.isPresent()
        ? Reply.json(answer.get())
        : new Reply.Whole(202, Map.of(), new byte[0]);
  }
}
