package io.pinakes.benchmarks.load;

import io.pinakes.benchmarks.peers.Child;
import java.nio.file.Path;

/**
 * A server under load.
 *
 * @param name as in the tables
 * @param does what an answer of it takes, in a sentence
 * @param process its process
 * @param port at loopback
 * @param requests the questions, as {@link WireRequests}
 * @param marker what is in a good answer
 */
record Served(String name, String does, Process process, int port, Path requests, String marker) {

  /** What its process holds and has used. */
  Usage usage() {
    Child.Memory memory = Child.memory(process);
    return new Usage(memory.bytes(), memory.mostBytes(), Child.cpuSeconds(process));
  }

  /**
   * What a process holds and has used.
   *
   * @param bytes of resident memory
   * @param mostBytes the most so far
   * @param cpuSeconds so far
   */
  record Usage(long bytes, long mostBytes, double cpuSeconds) {}
}
