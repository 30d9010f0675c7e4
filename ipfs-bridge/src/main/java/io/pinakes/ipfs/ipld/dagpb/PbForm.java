package io.pinakes.ipfs.ipld.dagpb;

import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** dag-pb's own types as nodes of the data model, and back. */
final class PbForm {
  private static final String DATA = "Data";
  private static final String LINKS = "Links";
  private static final String HASH = "Hash";
  private static final String NAME = "Name";
  private static final String TSIZE = "Tsize";
  private static final Set<String> NODE_FIELDS = Set.of(DATA, LINKS);
  private static final Set<String> LINK_FIELDS = Set.of(HASH, NAME, TSIZE);

  private PbForm() {}

  static Node toNode(PbNode node) {
    MapNode.Builder map = MapNode.builder();
    node.data().ifPresent(data -> map.put(DATA, data));
    List<Node> links = new ArrayList<>(node.links().size());
    for (PbLink link : node.links()) {
      MapNode.Builder fields = MapNode.builder().put(HASH, link.hash());
      link.name().ifPresent(name -> fields.put(NAME, name));
      link.tsize().ifPresent(tsize -> fields.put(TSIZE, tsize));
      links.add(fields.build());
    }
    return map.put(LINKS, Node.of(links)).build();
  }

  static PbNode fromNode(Node node) throws CodecException {
    if (!(node instanceof MapNode map)) {
      throw new CodecException("it is " + node.kind() + ", not map");
    }
    map.requireOnly(NODE_FIELDS);
    ListNode list = map.list(LINKS);
    List<PbLink> links = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      links.add(link(list.map(i)));
    }
    Optional<byte[]> data = map.findBytes(DATA);
    return data.isPresent() ? PbNode.of(links, data.get()) : PbNode.of(links);
  }

  private static PbLink link(MapNode fields) throws CodecException {
    fields.requireOnly(LINK_FIELDS);
    OptionalLong tsize = fields.findInteger(TSIZE);
    if (tsize.isPresent() && tsize.getAsLong() < 0) {
      throw new CodecException("field [Tsize] is negative: [" + tsize.getAsLong() + "]");
    }
    return new PbLink(fields.link(HASH), fields.findText(NAME), tsize);
  }
}
