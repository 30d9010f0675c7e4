package io.pinakes.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The extension itself, tried on two methods that no build runs by their own names. */
class SeededTestTest {
  private static final List<Long> DRAWN = new ArrayList<>();
  private String before = "";

  @BeforeEach
  void rememberTheSeed() {
    DRAWN.clear();
    before = System.getProperty(SeededTestExtension.SEED_PROPERTY, "");
    System.clearProperty(SeededTestExtension.SEED_PROPERTY);
  }

  @AfterEach
  void restoreTheSeed() {
    if (before.isEmpty()) {
      System.clearProperty(SeededTestExtension.SEED_PROPERTY);
    } else {
      System.setProperty(SeededTestExtension.SEED_PROPERTY, before);
    }
  }

  @Test
  void itRunsAsOftenAsAskedEachTimeWithAnotherSeed() {
    run("draws").assertStatistics(events -> events.started(7).succeeded(7));

    assertThat(DRAWN).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void aGivenSeedRunsOnceAndDrawsTheSame() {
    System.setProperty(SeededTestExtension.SEED_PROPERTY, "-42");

    run("draws").assertStatistics(events -> events.started(1).succeeded(1));
    run("draws").assertStatistics(events -> events.started(1).succeeded(1));

    assertThat(DRAWN).hasSize(2);
    assertThat(DRAWN.get(0)).isEqualTo(DRAWN.get(1));
  }

  @Test
  void aFailureSaysHowToReproduceIt() {
    System.setProperty(SeededTestExtension.SEED_PROPERTY, "4711");

    List<String> notes =
        run("fails").failed().stream()
            .map(event -> event.getRequiredPayload(TestExecutionResult.class))
            .flatMap(result -> result.getThrowable().stream())
            .flatMap(failure -> List.of(failure.getSuppressed()).stream())
            .map(Throwable::getMessage)
            .toList();

    assertThat(notes).containsExactly("reproduce with -Dpinakes.seed=4711");
  }

  private static Events run(String method) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectMethod(Sample.class, method, RandomGenerator.class.getName()))
        .execute()
        .testEvents();
  }

  /** Not a test of its own: a nested class without the annotation is run by name alone. */
  static final class Sample {
    @SeededTest(times = 7)
    void draws(RandomGenerator random) {
      DRAWN.add(random.nextLong());
    }

    @SeededTest(times = 3)
    void fails(RandomGenerator random) {
      throw new AssertionError("as planned, at " + random.nextLong());
    }
  }
}
