package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.query.failure.Kind;
import io.pinakes.query.failure.Verdicts;
import io.pinakes.query.failure.WorkException;
import io.pinakes.query.generate.GenerationException;
import io.pinakes.vectorstore.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is refused or fails: somebody reads what mends it. */
class ProblemsTest {
  private static final Problems PROBLEMS =
      new Problems(new Verdicts(Path.of("/home/of/pinakes"), words -> "pinakes " + words));

  private static String fix(Throwable failure) throws Exception {
    Problem problem = PROBLEMS.of(failure, "request-1");
    JsonNode body = ServedBank.JSON.readTree(ErrorShape.PROBLEM_JSON.body(problem, "request-1"));
    return body.get("fix").asText();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFailureOfEachKindThatSaysAllItselfHasAFix(Kind kind) throws Exception {
    assertThat(fix(new WorkException(kind, "it is so", ""))).isNotBlank();
  }

  static Stream<Throwable> failures() {
    List<Throwable> failures = new ArrayList<>();
    for (GenerationException.Kind kind : GenerationException.Kind.values()) {
      failures.add(new GenerationException(kind, "it failed"));
    }
    failures.add(new IllegalArgumentException("[x] is none"));
    failures.add(new IllegalStateException("a mistake"));
    failures.add(new IOException("the machine"));
    failures.add(new UncheckedIOException(new IOException("the machine")));
    failures.add(new NoSuchFileException("/elsewhere"));
    failures.add(new NotDirectoryException("/elsewhere"));
    failures.add(new InterruptedException());
    failures.add(new StackOverflowError());
    try {
      Filter.parse("[");
    } catch (IllegalArgumentException e) {
      failures.add(e);
    }
    return failures.stream();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whateverIsThrownHasAFix(Throwable failure) throws Exception {
    assertThat(fix(failure)).isNotBlank();
  }

  @Test
  void aProblemWithoutAFixIsNotMade() {
    assertThatThrownBy(() -> Problem.of(400, "bad-request", "It is so.", " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bad-request");
  }

  /** Those that are written in place would be seen by the constructor only when they are met. */
  @Test
  void noRefusalInTheSourcesIsWrittenWithoutAFix() throws Exception {
    Pattern empty =
        Pattern.compile(
            "(?:Problem\\.of|new ProblemException|\\bbad)\\([^;]*?,\\s*\"\\s*\"\\s*\\)");
    Pattern any = Pattern.compile("Problem\\.of\\(|new ProblemException\\(");
    int producers = 0;
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        String text = Files.readString(source);
        producers += (int) any.matcher(text).results().count();
        assertThat(empty.matcher(text).results().map(found -> found.group()).toList())
            .as(source.toString())
            .isEmpty();
      }
    }
    assertThat(producers).isGreaterThan(50);
  }
}
