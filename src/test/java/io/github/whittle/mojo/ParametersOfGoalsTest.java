package io.github.whittle.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.Configuration;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tags right below {@code <configuration>}. */
class ParametersOfGoalsTest {
  private static final List<String> TAGS =
      Stream.of(Configuration.class.getRecordComponents()).map(RecordComponent::getName).toList();

  /** Else the goal help does not list one, and Maven calls it unknown. */
  @Test
  void areInThePluginsDescriptor() throws IOException {
    var descriptor = Files.readString(Path.of("target/classes/META-INF/maven/plugin.xml"));
    var declared = Pattern.compile("<parameter>\\s*<name>(\\w+)</name>").matcher(descriptor);
    assertThat(declared.results().map(match -> match.group(1))).containsAll(TAGS);
  }

  @Test
  void areDescribed() throws IOException {
    var page = Files.readString(Path.of("docs/parameters.md"));
    assertThat(TAGS)
        .allMatch(tag -> page.contains("| `<" + tag) || page.contains("`<" + tag + ">` |"));
  }
}
