package io.pinakes.core.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs a {@link SeededTest} once a seed, and names the seed of a run that fails. */
final class SeededTestExtension implements TestTemplateInvocationContextProvider {
  static final String SEED_PROPERTY = "pinakes.seed";

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<? extends TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    int times = context.getRequiredTestMethod().getAnnotation(SeededTest.class).times();
    if (times < 1) {
      throw new IllegalArgumentException("a seeded test runs at least once, not [" + times + "]");
    }
    return seeds(times).mapToObj(SeededRun::new);
  }

  /** Fresh seeds by default: over many builds, more of the space is seen. */
  private static LongStream seeds(int times) {
    String given = System.getProperty(SEED_PROPERTY);
    return given == null
        ? new SplittableRandom().longs(times)
        : LongStream.of(Long.parseLong(given));
  }

  private record SeededRun(long seed) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int invocationIndex) {
      return "[" + invocationIndex + "] seed " + seed;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      List<Extension> extensions = new ArrayList<>();
      extensions.add(new GeneratorParameter(seed));
      extensions.add(new SeedReport(seed));
      return extensions;
    }
  }

  private record GeneratorParameter(long seed) implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == RandomGenerator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return new SplittableRandom(seed);
    }
  }

  private record SeedReport(long seed) implements TestExecutionExceptionHandler {
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
        throws Throwable {
      String advice = "reproduce with -D" + SEED_PROPERTY + "=" + seed;
      System.err.println(context.getRequiredTestMethod() + ": " + advice);
      failure.addSuppressed(new SeedNote(advice));
      throw failure;
    }
  }

  /** Travels with the failure into reports that show no console. */
  private static final class SeedNote extends Exception {
    private static final long serialVersionUID = 1L;

    SeedNote(String advice) {
      super(advice, null, false, false);
    }
  }
}
