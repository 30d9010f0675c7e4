package io.pinakes.vectorstore;

/** A filter that cannot be read; the message shows what can. */
public final class FilterSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  FilterSyntaxException(String expression, String problem) {
    super(
        "filter ["
            + expression
            + "]: "
            + problem
            + "; keys are "
            + FilterKey.all()
            + ", as in path=wing/**, type=pdf,text/*, lang!=de, date>=2024-01-01");
  }
}
