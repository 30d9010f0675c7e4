package io.pinakes.ipfs.rpc;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.ApiRequest;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.graph.Graph;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code pin ls|verify}. */
final class PinListCommands {
  private static final String INDIRECT = "indirect";

  private final RpcHome home;
  private final Arguments arguments;
  private final Pins pins;

  PinListCommands(RpcHome home) {
    this.home = home;
    this.arguments = new Arguments(home);
    this.pins = new Pins(home.store());
  }

  private interface Visitor {
    void pin(Cid cid, String type, String name) throws IOException;
  }

  ApiAnswer list(ApiRequest request) throws IOException {
    String type = request.query().find("type").orElse("all");
    if (!List.of("all", "direct", "recursive", INDIRECT).contains(type)) {
      throw new IllegalArgumentException("invalid type [" + type + "]");
    }
    Optional<String> name = request.query().find("name");
    boolean names = name.isPresent() || request.query().flag("names", false);
    if (!request.query().all("arg").isEmpty()) {
      Map<Cid, MapNode> asked = new LinkedHashMap<>();
      for (String argument : Arguments.all(request)) {
        Cid cid = arguments.block(argument);
        asked.put(cid, asked(argument, cid, type));
      }
      MapNode.Builder keys = MapNode.builder();
      asked.forEach((cid, pin) -> keys.put(cid.toString(), pin));
      return Replies.one(MapNode.builder().put("Keys", keys.build()).build());
    }
    if (request.query().flag("stream", false)) {
      return Replies.lines(
          lines ->
              each(
                  type,
                  (cid, kind, label) -> {
                    if (name.isEmpty() || label.contains(name.get())) {
                      lines.line(line(cid, kind, names ? label : ""));
                    }
                  }));
    }
    return Replies.stream(
        "application/json",
        out -> {
          String[] before = {"{\"Keys\":{"};
          each(
              type,
              (cid, kind, label) -> {
                if (name.isEmpty() || label.contains(name.get())) {
                  Replies.text(out, before[0] + "\"" + cid + "\":");
                  String json =
                      new String(
                          Replies.json(pin(kind, names ? label : "")), StandardCharsets.UTF_8);
                  Replies.text(out, json.strip());
                  before[0] = ",";
                }
              });
          Replies.text(out, (before[0].equals(",") ? "" : before[0]) + "}}\n");
        });
  }

  private static MapNode pin(String type, String name) {
    return MapNode.builder().put("Type", type).put("Name", name).build();
  }

  private static MapNode line(Cid cid, String type, String name) {
    MapNode.Builder line = MapNode.builder().put("Cid", cid.toString()).put("Type", type);
    return name.isEmpty() ? line.build() : line.put("Name", name).build();
  }

  private static String type(Pin pin) {
    return pin.kind().name().toLowerCase(Locale.ROOT);
  }

  private void each(String type, Visitor visitor) throws IOException {
    List<Cid> roots = new ArrayList<>();
    pins.list(
        pin -> {
          if (pin.kind() == Pin.Kind.RECURSIVE) {
            roots.add(pin.cid());
          }
          if (type.equals("all") || type.equals(type(pin))) {
            visitor.pin(pin.cid(), type(pin), pin.name());
          }
          return true;
        });
    if (type.equals("all") || type.equals(INDIRECT)) {
      Graph graph = new Graph(home.store().blocks(), home.store().blocks());
      for (Cid root : roots) {
        graph.walk(
            root,
            (cid, size) -> {
              if (pins.find(cid).isEmpty()) {
                visitor.pin(cid, INDIRECT, "");
              }
            });
      }
    }
  }

  /** One that is asked for: its own pin, or the first that it hangs on. */
  private MapNode asked(String argument, Cid cid, String type) throws IOException {
    Optional<Pin> own = pins.find(cid);
    if (own.isPresent() && (type.equals("all") || type.equals(type(own.get())))) {
      return pin(type(own.get()), own.get().name());
    }
    Optional<Cid> above = Optional.empty();
    if (type.equals("all") || type.equals(INDIRECT)) {
      above = above(cid);
    }
    return pin(
        INDIRECT
            + " through "
            + above.orElseThrow(() -> new RpcException("path '" + argument + "' is not pinned")),
        "");
  }

  private Optional<Cid> above(Cid cid) throws IOException {
    List<Cid> found = new ArrayList<>();
    Graph graph = new Graph(home.store().blocks(), home.store().blocks());
    pins.list(
        pin -> {
          if (pin.kind() == Pin.Kind.RECURSIVE) {
            graph.walk(
                pin.cid(),
                (block, size) -> {
                  if (block.hash().equals(cid.hash()) && !block.equals(pin.cid())) {
                    found.add(pin.cid());
                  }
                });
          }
          return found.isEmpty();
        });
    return found.stream().findFirst();
  }

  /** Whether all that pins keep is here and can be read. */
  ApiAnswer verify(ApiRequest request) throws IOException {
    boolean verbose = request.query().flag("verbose", false);
    return Replies.promptLines(
        lines ->
            pins.list(
                pin -> {
                  Optional<MapNode> wrong = wrong(pin);
                  if (wrong.isPresent() || verbose) {
                    MapNode.Builder line =
                        MapNode.builder()
                            .put("Cid", pin.cid().toString())
                            .put("Ok", wrong.isEmpty());
                    wrong.ifPresent(node -> line.put("BadNodes", new ListNode(List.of(node))));
                    lines.line(line.build());
                  }
                  return true;
                }));
  }

  private Optional<MapNode> wrong(Pin pin) {
    if (pin.kind() != Pin.Kind.RECURSIVE) {
      return Optional.empty();
    }
    Cid[] at = {pin.cid()};
    try {
      Graph graph = new Graph(home.store().blocks(), home.store().blocks());
      graph.walk(
          pin.cid(),
          (cid, size) -> {
            at[0] = cid;
            if (home.store().blocks().get(cid).isEmpty()) {
              throw new MissingBlockException(cid);
            }
          });
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          MapNode.builder().put("Cid", at[0].toString()).put("Err", Replies.words(e)).build());
    }
  }
}
