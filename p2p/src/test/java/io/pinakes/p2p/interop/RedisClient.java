package io.pinakes.p2p.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** As much of the Redis protocol as the contract needs: a connection a command. */
record RedisClient(String address) {
  void set(String key, String value) throws IOException {
    String said = ask("SET", key, value);
    if (!said.equals("+OK")) {
      throw new IOException("the Redis says [" + said + "]");
    }
  }

  Optional<String> get(String key) throws IOException {
    String said = ask("GET", key);
    return said.startsWith("$-1") ? Optional.empty() : Optional.of(said);
  }

  boolean isThere() {
    try {
      return ask("PING").equals("+PONG");
    } catch (IOException e) {
      return false;
    }
  }

  /** The answer's one line, or what a bulk string holds. */
  private String ask(String... words) throws IOException {
    String[] parts = address.split(":", 2);
    try (Socket socket = new Socket(parts[0], Integer.parseInt(parts[1]))) {
      StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
      for (String word : words) {
        command.append("$").append(word.length()).append("\r\n").append(word).append("\r\n");
      }
      socket.getOutputStream().write(command.toString().getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String first = Optional.ofNullable(in.readLine()).orElseThrow(IOException::new);
      boolean bulk = first.startsWith("$") && !first.equals("$-1");
      return bulk ? Optional.ofNullable(in.readLine()).orElseThrow(IOException::new) : first;
    }
  }
}
