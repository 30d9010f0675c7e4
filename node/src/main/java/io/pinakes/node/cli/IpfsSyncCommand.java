package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.blocks.KuboSync;
import io.pinakes.query.blocks.WorkListener;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code pinakes ipfs sync}: what is public here, in a Kubo that the user runs. */
@Command(
    name = "sync",
    description = {
      "Bring a Kubo that you run in step with what is public in this home.",
      "",
      "Its blocks are pinned and announced there, and its names too. What was withdrawn is",
      "unpinned. Any command that changes the home does the same behind its work if it is given",
      "--ipfs; gateway and serve do it for as long as they run. Private blocks are never put",
      "there. Reading, searching, pulling and the home's own gateway do not go through it.",
      "",
      "  pinakes ipfs sync --ipfs kubo=/ip4/127.0.0.1/tcp/5001",
      ""
    })
final class IpfsSyncCommand implements Callable<Integer> {
  private final Session session;

  IpfsSyncCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    ExternalKubo kubo =
        session
            .kubo()
            .orElseThrow(
                () ->
                    new CliException(
                        ExitCode.USAGE,
                        "no Kubo is named",
                        "Name it: --ipfs kubo=/ip4/127.0.0.1/tcp/5001"));
    ObjectNode document =
        new NodeJob(session)
            .work(
                "sync-kubo",
                NodeJob.kubo(kubo.address()),
                WorkListener.NONE,
                session::existingBank);
    session.kuboIsInStep();
    if (session.json()) {
      session.print(document);
    } else {
      session.outWriter().println(kubo.sentence(KuboSync.read(document)));
      session.note(KuboSync.NOT_THROUGH_IT);
    }
    return ExitCode.OK;
  }
}
