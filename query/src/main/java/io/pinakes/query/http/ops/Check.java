package io.pinakes.query.http.ops;

/** Something that has to be well for the node to be ready. */
public interface Check {
  /** What it is about, such as {@code store}. */
  String name();

  /**
   * Looks.
   *
   * @return a few words for people
   * @throws Exception if it is not well; the message says why
   */
  String look() throws Exception;
}
