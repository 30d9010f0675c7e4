package io.pinakes.node.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pinakes completion bash}: a script that completes commands and options. */
@Command(
    name = "completion",
    description = {
      "Print a completion script for a shell.",
      "",
      "  source <(pinakes completion bash)        for this shell",
      "  pinakes completion bash > ~/.local/share/bash-completion/completions/pinakes",
      ""
    })
final class CompletionCommand implements Callable<Integer> {
  /**
   * Shells for which there is a script; zsh loads bash's through bashcompinit, which the script
   * does itself.
   */
  enum Shell {
    bash,
    zsh
  }

  private final Session session;

  @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.bash;

  @Spec private CommandSpec spec = CommandSpec.create();

  CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String script = AutoComplete.bash("pinakes", spec.root().commandLine());
    if (session.json()) {
      session.print(
          Json.document("pinakes.completion/1").put("shell", shell.name()).put("script", script));
    } else {
      session.outWriter().print(script);
    }
    return ExitCode.OK;
  }
}
