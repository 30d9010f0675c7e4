package io.pinakes.ipfs.rpc;

import io.pinakes.ipfs.api.Api;
import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.ApiRequest;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Kubo's RPC over a home, below {@code /api/v0/}. May be asked by many threads. */
public final class Rpc implements Api {
  /** Where all commands are. */
  public static final String PREFIX = "/api/v0/";

  private final Map<String, RpcCommand> commands = new TreeMap<>();

  /** Over that home. */
  public Rpc(RpcHome home) {
    ReadCommands read = new ReadCommands(home);
    BlockCommands block = new BlockCommands(home);
    DagCommands dag = new DagCommands(home);
    DagArchives archives = new DagArchives(home);
    PinCommands pin = new PinCommands(home);
    RefsCommands refs = new RefsCommands(home);
    NodeCommands node = new NodeCommands(home);
    commands.put("add", new AddCommand(home));
    commands.put("cat", read::cat);
    commands.put("get", read::get);
    commands.put("ls", new LsCommand(home));
    commands.put("block/put", block::put);
    commands.put("block/get", block::get);
    commands.put("block/stat", block::stat);
    commands.put("block/rm", block::remove);
    commands.put("dag/put", dag::put);
    commands.put("dag/get", dag::get);
    commands.put("dag/resolve", dag::resolve);
    commands.put("dag/stat", dag::stat);
    commands.put("dag/import", archives::importCar);
    commands.put("dag/export", archives::exportCar);
    commands.put("pin/add", pin::add);
    commands.put("pin/rm", pin::remove);
    commands.put("pin/update", pin::update);
    PinListCommands lists = new PinListCommands(home);
    commands.put("pin/ls", lists::list);
    commands.put("pin/verify", lists::verify);
    commands.put("refs", refs::refs);
    commands.put("refs/local", refs::local);
    commands.put("repo/ls", refs::local);
    commands.put("resolve", read::resolve);
    commands.put("id", node::id);
    commands.put("version", node::version);
    commands.put("repo/stat", node::repoStat);
    commands.put("repo/gc", node::repoGc);
  }

  @Override
  public ApiAnswer answer(ApiRequest request) {
    // Pages of other places can send simple posts to this machine. Programs say none of these.
    if (request.header("origin").isPresent()
        || request.header("referer").isPresent()
        || !request.header("sec-fetch-site").orElse("none").equals("none")) {
      return ApiAnswer.text(403, "403 - Forbidden: this is not for web pages");
    }
    if (!request.method().equals("POST")) {
      return ApiAnswer.text(405, "405 - Method Not Allowed").with("Allow", "POST");
    }
    RpcCommand command =
        request.path().startsWith(PREFIX)
            ? commands.get(request.path().substring(PREFIX.length()))
            : null;
    if (command == null) {
      return ApiAnswer.text(404, "404 page not found: this command is not here");
    }
    try {
      return command.answer(request);
    } catch (IOException | IllegalArgumentException e) {
      return Replies.error(e);
    }
  }
}
