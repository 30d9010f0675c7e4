package io.pinakes.vectorstore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** One name of a {@link PathGlob}, with stars, question marks and sets, over code points. */
final class NameGlob {
  /** One step of the pattern: a star, or what one code point must be. */
  private record Step(boolean star, IntPredicate fits) {}

  private static final NameGlob ANY_NAMES = new NameGlob(List.of());

  private final List<Step> steps;

  private NameGlob(List<Step> steps) {
    this.steps = steps;
  }

  static NameGlob compile(String pattern) {
    if (pattern.equals("**")) {
      return ANY_NAMES;
    }
    int[] points = pattern.codePoints().toArray();
    List<Step> steps = new ArrayList<>();
    int i = 0;
    while (i < points.length) {
      int point = points[i];
      if (point == '*') {
        steps.add(new Step(true, c -> true));
        i++;
      } else if (point == '?') {
        steps.add(new Step(false, c -> true));
        i++;
      } else if (point == '[') {
        i = addSet(pattern, points, i, steps);
      } else {
        int literal = point == '\\' && i + 1 < points.length ? points[++i] : point;
        steps.add(new Step(false, c -> c == literal));
        i++;
      }
    }
    return new NameGlob(List.copyOf(steps));
  }

  /** Whether this is {@code **}, which stands for whole names. */
  boolean anyNames() {
    return this == ANY_NAMES;
  }

  boolean matches(String name) {
    int[] points = name.codePoints().toArray();
    int point = 0;
    int step = 0;
    int retryStep = -1;
    int retryPoint = 0;
    while (point < points.length) {
      if (step < steps.size() && steps.get(step).star()) {
        retryStep = ++step;
        retryPoint = point;
      } else if (step < steps.size() && steps.get(step).fits().test(points[point])) {
        step++;
        point++;
      } else if (retryStep >= 0) {
        step = retryStep;
        point = ++retryPoint;
      } else {
        return false;
      }
    }
    while (step < steps.size() && steps.get(step).star()) {
      step++;
    }
    return step == steps.size();
  }

  /** Reads a set that opens at {@code open}; returns the index behind it. */
  private static int addSet(String pattern, int[] points, int open, List<Step> steps) {
    int i = open + 1;
    boolean negated = i < points.length && (points[i] == '!' || points[i] == '^');
    if (negated) {
      i++;
    }
    int first = i;
    List<int[]> ranges = new ArrayList<>();
    while (i < points.length && (points[i] != ']' || i == first)) {
      int low = points[i] == '\\' && i + 1 < points.length ? points[++i] : points[i];
      boolean range = i + 2 < points.length && points[i + 1] == '-' && points[i + 2] != ']';
      ranges.add(new int[] {low, range ? points[i + 2] : low});
      i += range ? 3 : 1;
    }
    if (i >= points.length) {
      throw new IllegalArgumentException("[" + pattern + "] opens a set and does not close it");
    }
    steps.add(
        new Step(false, c -> ranges.stream().anyMatch(r -> c >= r[0] && c <= r[1]) != negated));
    return i + 1;
  }
}
