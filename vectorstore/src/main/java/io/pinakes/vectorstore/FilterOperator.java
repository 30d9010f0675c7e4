package io.pinakes.vectorstore;

/** How a filter compares. The order is that in which they are looked for: longer ones first. */
public enum FilterOperator {
  /** Any of the values matches. */
  EQUAL("="),
  /** None of the values matches, or the document says nothing under the key. */
  NOT_EQUAL("!="),
  /** The document's date lies before the period. */
  BEFORE("<"),
  /** Before the period or in it. */
  NOT_AFTER("<="),
  /** After the period. */
  AFTER(">"),
  /** In the period or after it. */
  NOT_BEFORE(">=");

  private final String text;

  FilterOperator(String text) {
    this.text = text;
  }

  /** Returns the operator as people write it. */
  public String text() {
    return text;
  }

  /** Whether the operator orders, and so makes sense for dates only. */
  boolean ordering() {
    return this != EQUAL && this != NOT_EQUAL;
  }
}
