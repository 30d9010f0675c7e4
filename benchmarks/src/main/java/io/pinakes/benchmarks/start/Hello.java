package io.pinakes.benchmarks.start;

/** The smallest program: what Java itself takes to start and end. */
public final class Hello {
  private Hello() {}

  /** Greets. */
  public static void main(String[] args) {
    System.out.println("Hello, world");
  }
}
