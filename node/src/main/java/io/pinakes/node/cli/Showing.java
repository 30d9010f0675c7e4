package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.DatasetWriter;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.query.json.Json;
import io.pinakes.query.json.ReportJson;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes a dataset public or private, here or by the node that serves the home. */
final class Showing {
  private Showing() {}

  /**
   * What was done.
   *
   * @param document what programs read
   * @param byNode whether the node did it, which goes on holding the home
   */
  record Done(ObjectNode document, boolean byNode) {}

  /** Does it. */
  static Done show(Session session, String name, boolean isPublic) throws IOException {
    AtomicBoolean byNode = new AtomicBoolean(true);
    ObjectNode document =
        new NodeJob(session)
            .orHere(
                isPublic ? "publish" : "unpublish",
                Json.MAPPER.createObjectNode().put("dataset", name),
                ProgressListener.NONE,
                () -> {
                  DatasetWriter writer = session.existingBank().writer(name);
                  byNode.set(false);
                  return ReportJson.shown(
                      isPublic ? writer.publish() : writer.unpublish(), isPublic);
                });
    return new Done(document, byNode.get());
  }
}
