package io.pinakes.query.http.ops;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.failure.Verdicts;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.Lane;
import io.pinakes.query.http.Reply;
import io.pinakes.query.http.Route;
import io.pinakes.query.http.Surface;
import io.pinakes.query.http.contract.Contract;
import io.pinakes.query.http.guard.Gate;
import io.pinakes.query.http.metrics.NodeMetrics;
import io.pinakes.query.json.Json;
import java.util.List;

/** The paths for operators. */
public final class OpsSurface implements Surface {
  private final List<Check> checks;
  private final NodeMetrics metrics;
  private final Contract contract;
  private final Gate gate;

  /**
   * A surface over those checks and that registry.
   *
   * @param gate says who may read what the checks found
   */
  public OpsSurface(List<Check> checks, NodeMetrics metrics, Contract contract, Gate gate) {
    this.contract = contract;
    this.gate = gate;
    this.checks = List.copyOf(checks);
    this.metrics = metrics;
  }

  @Override
  public String prefix() {
    return "/";
  }

  @Override
  public List<Route> routes() {
    return contract.guard(
        List.of(
            Route.get("/livez", Lane.INSTANT, call -> Reply.text("text/plain", "ok\n")).open(),
            Route.get("/readyz", Lane.OPS, this::ready).open(),
            Route.get("/healthz", Lane.OPS, this::ready).open(),
            Route.get(
                "/metrics",
                Lane.OPS,
                call -> Reply.text("text/plain; version=0.0.4; charset=utf-8", metrics.scrape()))));
  }

  /** Whoever watches over the node need hold no token; what a check found may tell of the home. */
  private Reply ready(Call call) {
    boolean trusted = gate.mayRead(call.header("authorization").orElse(""));
    ObjectNode document = Json.document("pinakes.ready/1");
    boolean ready = true;
    ArrayNode results = Json.MAPPER.createArrayNode();
    for (Check check : checks) {
      ObjectNode result = results.addObject().put("name", check.name());
      try {
        String found = check.look();
        result.put("ok", true);
        if (trusted) {
          result.put("detail", found);
        }
      } catch (Exception e) {
        ready = false;
        result.put("ok", false);
        if (trusted) {
          result.put("detail", Verdicts.sentence(e));
        }
      }
    }
    document.put("ready", ready).set("checks", results);
    return Reply.json(ready ? 200 : 503, document);
  }
}
