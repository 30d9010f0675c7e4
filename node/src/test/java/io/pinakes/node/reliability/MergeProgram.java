package io.pinakes.node.reliability;

import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.parts.StandardParts;
import java.nio.file.Path;

/** Merges the index of one dataset, as a program that can be killed: no command does only that. */
public final class MergeProgram {
  private MergeProgram() {}

  /** Takes the home and the name of the dataset. */
  public static void main(String[] arguments) throws Exception {
    try (Bank bank =
        Bank.open(Path.of(arguments[0]), BankOptions.writing(new StandardParts(), "merge"))) {
      bank.writer(arguments[1])
          .mergeIndex(
              progress -> System.err.println("{\"stage\":\"" + progress.stage().text() + "\"}"));
    }
  }
}
