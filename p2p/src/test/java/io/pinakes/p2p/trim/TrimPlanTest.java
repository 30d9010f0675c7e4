package io.pinakes.p2p.trim;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.testing.SeededTest;
import io.pinakes.p2p.trim.TrimPlan.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TrimPlanTest {
  private static final TrimPlan PLAN = new TrimPlan(new TrimLimits(2, 4, 10));

  @Test
  void nobodyGoesUntilThereAreTooMany() {
    assertThat(PLAN.choose(four(), 1_000)).isEmpty();
  }

  @Test
  void thoseOfTheLeastWorthGoAndAmongEqualsTheNewest() {
    List<Candidate<String>> all = four();
    all.add(new Candidate<>("worth more", 5, false, 4));

    assertThat(PLAN.choose(all, 1_000)).containsExactly("3", "2", "1");
  }

  @Test
  void whoIsProtectedOrNewStays() {
    List<Candidate<String>> all = four();
    all.add(new Candidate<>("protected", -5, true, 5));
    all.add(new Candidate<>("new", -5, false, 995));

    assertThat(PLAN.choose(all, 1_000)).containsExactly("3", "2", "1", "0");
  }

  @SeededTest(times = 500)
  void nobodyWhoGoesWasWorthMoreThanOneWhoMightHaveGone(RandomGenerator random) {
    TrimLimits limits = new TrimLimits(random.nextInt(20), 20, 10);
    List<Candidate<Integer>> all = new ArrayList<>();
    int count = random.nextInt(60);
    for (int i = 0; i < count; i++) {
      all.add(new Candidate<>(i, random.nextInt(5), random.nextInt(4) == 0, random.nextInt(1_000)));
    }
    List<Integer> gone = new TrimPlan(limits).choose(all, 1_000);

    assertThat(gone).doesNotHaveDuplicates();
    assertThat(gone.isEmpty() || count > limits.high()).isTrue();
    assertThat(count - gone.size()).isGreaterThanOrEqualTo(Math.min(count, limits.low()));
    long most = gone.stream().mapToLong(i -> all.get(i).worth()).max().orElse(Long.MIN_VALUE);
    for (Candidate<Integer> one : all) {
      if (gone.contains(one.connection())) {
        assertThat(one.isProtected()).isFalse();
        assertThat(1_000 - one.since()).isGreaterThanOrEqualTo(limits.graceNanos());
      } else if (!one.isProtected() && 1_000 - one.since() >= limits.graceNanos()) {
        assertThat(one.worth()).isGreaterThanOrEqualTo(most);
      }
    }
  }

  private static List<Candidate<String>> four() {
    List<Candidate<String>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(new Candidate<>(Integer.toString(i), 0, false, i));
    }
    return all;
  }
}
