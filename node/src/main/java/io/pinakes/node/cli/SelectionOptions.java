package io.pinakes.node.cli;

import io.pinakes.query.Mode;
import io.pinakes.vectorstore.Filter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which passages a question is put to: the same options for {@code search} and {@code ask}. */
final class SelectionOptions {
  @Option(
      names = {"-d", "--dataset"},
      paramLabel = "NAME",
      description = "Only this dataset; may be given several times (default: all).")
  List<String> datasets = new ArrayList<>();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = ModeConverter.class,
      description = "hybrid, vector or text (default: hybrid).")
  Mode mode = Mode.HYBRID;

  @Option(
      names = "--filter",
      paramLabel = "EXPR",
      description = {
        "Only documents such as path=wing/**, type=application/pdf, lang=en,de or"
            + " date>=2024-01-01.",
        "A comma means or; several --filter mean and."
      })
  List<String> filters = new ArrayList<>();

  Filter filter() {
    return filters.isEmpty() ? Filter.NONE : Filter.parse(filters);
  }

  /** Takes the names as they are printed, in any case. */
  static final class ModeConverter implements ITypeConverter<Mode> {
    @Override
    public Mode convert(String value) {
      return Mode.named(value)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + value + "' is not a mode: hybrid, vector or text"));
    }
  }
}
