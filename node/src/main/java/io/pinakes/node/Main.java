package io.pinakes.node;

import io.pinakes.node.cli.CommandLineProgram;
import io.pinakes.node.cli.Interruption;
import io.pinakes.node.cli.StandardOutput;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The entry point that the launcher calls. */
public final class Main {
  /** Held, because the platform forgets the levels of loggers that nobody holds. */
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    prepare();
    System.exit(Interruption.done(CommandLineProgram.system().run(args)));
  }

  /** What comes before any command. */
  static void prepare() {
    Interruption.watch(Main::halt);
    // It would tell every user of every short command that a module is missing which they do not
    // need.
    LUCENE.setLevel(Level.SEVERE);
    StandardOutput.install();
  }

  /** The one place besides {@link #main} that ends the process: a signal says so. */
  @AllowForbidden
  private static void halt(int exitCode) {
    Runtime.getRuntime().halt(exitCode);
  }
}
