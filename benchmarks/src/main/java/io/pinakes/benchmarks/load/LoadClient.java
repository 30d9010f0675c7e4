package io.pinakes.benchmarks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The main class of the client's own process. Reads an {@link Order} a line, carries it out, and
 * prints a line when its results are in their file; ends with its input.
 */
final class LoadClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LoadClient() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    String known = "";
    byte[][] requests = new byte[0][];
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Order order = JSON.readValue(line, Order.class);
      if (!order.requests().equals(known)) {
        known = order.requests();
        requests = WireRequests.read(Path.of(known));
      }
      new OpenLoop(order, requests).run().write(Path.of(order.results()));
      out.println("done");
    }
  }
}
