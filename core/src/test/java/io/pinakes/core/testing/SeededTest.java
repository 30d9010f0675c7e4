package io.pinakes.core.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that holds for any randomness: it runs several times, each with a fresh seed, and takes a
 * {@link java.util.random.RandomGenerator} as parameter.
 *
 * <p>A failure prints {@code reproduce with -Dpinakes.seed=…}; with that property set, the test
 * runs once, with that seed.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(SeededTestExtension.class)
public @interface SeededTest {
  /** How often it runs. */
  int times() default 200;
}
