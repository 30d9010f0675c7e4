package io.pinakes.node.config;

import java.nio.file.Path;

/** Where a value is from. */
public sealed interface Origin {
  /** A line of a file, counted from 1. */
  record Line(Path file, int line) implements Origin {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  /** An environment variable. */
  record Variable(String name) implements Origin {
    @Override
    public String toString() {
      return "$" + name;
    }
  }

  /** An option of this very command. */
  record Flag(String name) implements Origin {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Nobody said anything. */
  record Default() implements Origin {
    @Override
    public String toString() {
      return "default";
    }
  }
}
