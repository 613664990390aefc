package io.github.whittle.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.whittle.user.InvalidInputException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** One binding, and what surrounds it. */
final class Bind {
  static final Path FOLDER = Path.of("/project").toAbsolutePath();

  private final Map<String, String> user = new HashMap<>();
  private final Map<String, String> project = new HashMap<>();
  private final Map<String, String> system = new HashMap<>();
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, Object> expressions = new HashMap<>();
  private String inside = "";

  static Bind pom(String inside) {
    var bind = new Bind();
    bind.inside = inside;
    return bind;
  }

  Bind user(String name, String value) {
    user.put(name, value);
    return this;
  }

  Bind project(String name, String value) {
    project.put(name, value);
    return this;
  }

  Bind project(int line, String name, String value) {
    places.put(name, new Place("pom.xml", line, 1, 0));
    return project(name, value);
  }

  Bind system(String name, String value) {
    system.put(name, value);
    return this;
  }

  Bind expression(String expression, Object value) {
    expressions.put(expression, value);
    return this;
  }

  Binder binder() {
    return new Binder(
        new Settings(user, project, places, system),
        expressions::get,
        FOLDER,
        Map.of("outputDirectory", "target/whittle", "trace.file", "app.trace"),
        Set.of("whittle.image"));
  }

  Node node() {
    return Xml.configuration(inside);
  }

  Configuration read() {
    return binder().bind(node());
  }

  /** The lines of the error. */
  String[] errors() {
    var thrown = catchThrowableOfType(InvalidInputException.class, this::read);
    return thrown == null ? new String[0] : thrown.getMessage().split("\n");
  }
}
