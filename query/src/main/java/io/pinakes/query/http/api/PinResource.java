package io.pinakes.query.http.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.Lane;
import io.pinakes.query.http.ProblemException;
import io.pinakes.query.http.Reply;
import io.pinakes.query.http.Route;
import io.pinakes.query.json.Fields;
import io.pinakes.query.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Pins: what garbage collection keeps because somebody said so. */
final class PinResource {
  private final Pins pins;

  PinResource(Desk desk) {
    this.pins = new Pins(desk.bank().store());
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/pins", Lane.READ, this::list),
        Route.write("PUT", "/api/v1/pins/{cid}", Lane.READ, this::put),
        Route.write("DELETE", "/api/v1/pins/{cid}", Lane.READ, this::remove));
  }

  private Reply list(Call call) throws IOException, ProblemException {
    Page page = Page.of(call);
    ObjectNode document = Json.document("pinakes.pin-ls/1");
    ArrayNode array = document.putArray("pins");
    boolean[] behind = {page.cursor().isEmpty()};
    boolean[] more = {false};
    pins.list(
        pin -> {
          if (!behind[0]) {
            behind[0] = pin.cid().toString().equals(page.cursor());
            return true;
          }
          if (array.size() == page.limit()) {
            more[0] = true;
            return false;
          }
          write(pin, array.addObject());
          return true;
        });
    String last = more[0] ? array.get(array.size() - 1).get("cid").asText() : null;
    return Etags.answer(call, document.put("next", last == null ? null : Page.encode(last)));
  }

  private Reply put(Call call) throws IOException, ProblemException {
    Fields body = Body.ofOptional(call);
    boolean direct = body.text("kind").orElse("recursive").equals("direct");
    Pin pin =
        new Pin(
            cid(call), direct ? Pin.Kind.DIRECT : Pin.Kind.RECURSIVE, body.text("name").orElse(""));
    try {
      pins.add(pin);
    } catch (MissingBlockException e) {
      throw new ProblemException(
          404,
          "unknown-block",
          "The block [" + pin.cid() + "] is not here.",
          "Fetch it first: pinakes ipfs pull CID");
    }
    ObjectNode document = Json.document("pinakes.pin/1");
    write(pin, document);
    return Reply.json(document);
  }

  private Reply remove(Call call) throws IOException, ProblemException {
    if (!pins.remove(cid(call))) {
      throw new ProblemException(
          404, "unknown-pin", "[" + cid(call) + "] is not pinned.", "See: GET /api/v1/pins");
    }
    return Reply.noContent();
  }

  private static void write(Pin pin, ObjectNode node) {
    node.put("cid", pin.cid().toString())
        .put("kind", pin.kind().name().toLowerCase(Locale.ROOT))
        .put("name", pin.name());
  }

  private static Cid cid(Call call) throws ProblemException {
    try {
      return Cid.parse(call.param("cid"));
    } catch (MultiformatException e) {
      throw new ProblemException(
          400,
          "bad-request",
          "[" + call.param("cid") + "] is no CID.",
          "Give it whole, as it is shown: it begins with b or Qm.");
    }
  }
}
