package io.pinakes.node.testing;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that stays in one stage: who names it on standard error goes no further, nor does
 * anybody who names another behind it. So a stage of less time than a signal takes is hit, too.
 */
public final class HeldProgram {
  private HeldProgram() {}

  /** Takes the sign of the stage, the name of the main class, and the program's own arguments. */
  public static void main(String[] arguments) throws Exception {
    System.setErr(
        new PrintStream(new Holding(System.err, arguments[0]), true, StandardCharsets.UTF_8));
    Class.forName(arguments[1])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 2, arguments.length));
  }

  /** Passes on what is printed up to the end of the line with the sign. */
  private static final class Holding extends FilterOutputStream {
    private final String sign;
    private final StringBuilder line = new StringBuilder();

    Holding(OutputStream out, String sign) {
      super(out);
      this.sign = sign;
    }

    @Override
    public synchronized void write(int b) throws IOException {
      out.write(b);
      if (b != '\n') {
        line.append((char) b);
        return;
      }
      out.flush();
      while (line.indexOf(sign) >= 0) {
        // With the lock: nobody prints from now on.
        LockSupport.park();
      }
      line.setLength(0);
    }
  }
}
