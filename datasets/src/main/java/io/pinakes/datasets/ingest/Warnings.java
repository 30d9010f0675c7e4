package io.pinakes.datasets.ingest;

import io.pinakes.core.knowledge.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** Collects what the user should hear of. Any thread may call; the lock guards the counts. */
final class Warnings {
  private final ModelSpec model;
  private final Map<String, Integer> foreign = new TreeMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  Warnings(ModelSpec model) {
    this.model = model;
  }

  /** A document is of that language. */
  void language(Optional<String> language) {
    if (language.isEmpty() || model.languages().isEmpty()) {
      return;
    }
    String code = language.get().toLowerCase(Locale.ROOT);
    int end = code.indexOf('-');
    String primary = end < 0 ? code : code.substring(0, end);
    if (!model.languages().contains(primary)) {
      lock.lock();
      try {
        foreign.merge(primary, 1, Integer::sum);
      } finally {
        lock.unlock();
      }
    }
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    lock.lock();
    try {
      foreign.forEach(
          (language, count) ->
              sentences.add(
                  "["
                      + count
                      + "] documents are in language ["
                      + language
                      + "], which model ["
                      + model.name()
                      + "] does not cover: they will be found badly by meaning. Take a"
                      + " multilingual model (pinakes model import FOLDER, pinakes model use"
                      + " NAME)"));
    } finally {
      lock.unlock();
    }
    return sentences;
  }
}
