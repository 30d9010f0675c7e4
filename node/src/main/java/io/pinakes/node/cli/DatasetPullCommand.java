package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.blocks.WorkListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinakes dataset pull}: a dataset from gateways, none of which is believed. */
@Command(
    name = "pull",
    description = {
      "Fetch a dataset from gateways or a Kubo, none of which is trusted.",
      "",
      "Every block is verified, nothing is embedded. Name it by its name, by its head, or by its",
      "manifest and, if it is signed, its head. Interrupted, it goes on where it was.",
      "",
      "  pinakes dataset pull k51qzi5uqu5d... --gateway http://127.0.0.1:8080",
      "  pinakes dataset pull k51qzi5uqu5d... --kubo /ip4/127.0.0.1/tcp/5001",
      "  pinakes dataset pull bafyreim... bafyreih... -g http://127.0.0.1:8080 -g http://10.0.0.7",
      ""
    })
final class DatasetPullCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(arity = "1..2", paramLabel = "NAME|CID")
  private List<String> roots = new ArrayList<>();

  @Mixin private FetchOptions from = new FetchOptions();

  @Option(names = "--name", paramLabel = "NAME", description = "What to call it here.")
  private @Nullable String name;

  @Mixin private BlockProgress.Options progress = new BlockProgress.Options();

  DatasetPullCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    ObjectNode spec = Json.MAPPER.createObjectNode();
    ArrayNode named = spec.putArray("roots");
    roots.forEach(named::add);
    if (name != null) {
      spec.put("name", name);
    }
    from.write(spec);
    ObjectNode document;
    try (BlockProgress view = progress.view(session, "pull", 0)) {
      document =
          new NodeJob(session)
              .work("pull-dataset", spec, new Told(session, view), session::writableBank);
    }
    GatewayReports.tell(session, document);
    return DatasetCommand.tell(session, document);
  }

  /** Says once from when on the dataset answers, and hands totals on. */
  private static final class Told implements WorkListener {
    private final Session session;
    private final BlockProgress view;
    private boolean said;

    Told(Session session, BlockProgress view) {
      this.session = session;
      this.view = view;
    }

    @Override
    public void moved(long blocks, long bytes) {
      view.moved(blocks, bytes);
    }

    @Override
    public void expects(long bytes) {
      view.expects(bytes);
    }

    @Override
    public void searchable(String dataset, long passages, long of) {
      if (!said) {
        said = true;
        view.clear();
        session.note(
            dataset
                + " can be searched while the rest comes: "
                + Figures.count(passages)
                + " of "
                + Figures.count(of, "passage"));
      }
    }
  }
}
