package io.pinakes.benchmarks.report;

/** A picture in a report. */
public interface Chart {
  /** What it shows. */
  String title();

  /** The picture as SVG. */
  String svg();
}
