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
    all.add(new Candidate<>("worth more", 5, false, 4, true, 0));

    assertThat(PLAN.choose(all, 1_000)).containsExactly("3", "2", "1");
  }

  @Test
  void whoIsProtectedOrNewStays() {
    List<Candidate<String>> all = four();
    all.add(new Candidate<>("protected", -5, true, 5, true, 0));
    all.add(new Candidate<>("new", -5, false, 995, true, 0));

    assertThat(PLAN.choose(all, 1_000)).containsExactly("3", "2", "1", "0");
  }

  @Test
  void forANewcomerTheLeastUsefulGoes() {
    List<Candidate<String>> all = new ArrayList<>();
    all.add(new Candidate<>("protected", -5, true, 9, true, 90));
    all.add(new Candidate<>("worth more", 1, false, 9, true, 90));
    all.add(new Candidate<>("busy", 0, false, 9, false, 90));
    all.add(new Candidate<>("idle", 0, false, 5, true, 10));
    all.add(new Candidate<>("idle and newer", 0, false, 6, true, 10));
    all.add(new Candidate<>("idle and holds more", 0, false, 1, true, 11));

    List<String> order = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String next = TrimPlan.leastUseful(all).orElseThrow();
      order.add(next);
      all.removeIf(one -> one.connection().equals(next));
    }
    assertThat(order)
        .containsExactly("idle and holds more", "idle and newer", "idle", "busy", "worth more");
    assertThat(TrimPlan.leastUseful(all)).as("who is protected stays").isEmpty();
  }

  @SeededTest(times = 500)
  void nobodyWhoGoesWasWorthMoreThanOneWhoMightHaveGone(RandomGenerator random) {
    TrimLimits limits = new TrimLimits(random.nextInt(20), 20, 10);
    List<Candidate<Integer>> all = new ArrayList<>();
    int count = random.nextInt(60);
    for (int i = 0; i < count; i++) {
      all.add(
          new Candidate<>(
              i, random.nextInt(5), random.nextInt(4) == 0, random.nextInt(1_000), true, 0));
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
      all.add(new Candidate<>(Integer.toString(i), 0, false, i, true, 0));
    }
    return all;
  }
}
