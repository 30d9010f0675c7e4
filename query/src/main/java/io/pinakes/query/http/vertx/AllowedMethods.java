package io.pinakes.query.http.vertx;

import io.pinakes.query.http.Route;
import io.pinakes.query.http.Surface;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which methods a path answers, for those who used another. */
final class AllowedMethods {
  private record Answer(Pattern path, String method) {}

  private final List<Answer> answers = new ArrayList<>();

  private AllowedMethods() {}

  static AllowedMethods of(List<Surface> surfaces) {
    AllowedMethods allowed = new AllowedMethods();
    for (Surface surface : surfaces) {
      for (Route route : surface.routes()) {
        // A parameter is one piece of a path, what stands around it is itself.
        String pattern = Pattern.quote(route.path()).replaceAll("\\{[a-z]+}", "\\\\E[^/]+\\\\Q");
        allowed.answers.add(new Answer(Pattern.compile(pattern), route.method()));
      }
    }
    return allowed;
  }

  /** The methods in alphabetical order, as the header {@code Allow} lists them. */
  String at(String path) {
    TreeSet<String> methods = new TreeSet<>();
    for (Answer answer : answers) {
      if (answer.path().matcher(path).matches()) {
        methods.add(answer.method());
        if (answer.method().equals("GET")) {
          methods.add("HEAD");
        }
      }
    }
    return String.join(", ", methods);
  }
}
