package io.github.whittle.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.user.InvalidInputException;
import java.time.Instant;
import java.util.Properties;
import org.apache.maven.model.InputLocation;
import org.apache.maven.model.InputSource;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildTimeTest {
  private static final String PROPERTY = "project.build.outputTimestamp";
  private static final String EPOCH = "1700000000";

  private static MavenProject project(String value) {
    var model = new Model();
    if (value != null) {
      model.addProperty(PROPERTY, value);
    }
    return new MavenProject(model);
  }

  private static Instant time(String property, String epoch) {
    return BuildTime.of(project(property), new Properties(), epoch);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00+01:00, 2026-01-31T11:00:00Z",
    "2026-01-31T12:00:00.9Z, 2026-01-31T12:00:00Z",
    "1700000000, 2023-11-14T22:13:20Z",
    "0, 1970-01-01T00:00:00Z"
  })
  void isThePomsPropertyInBothForms(String text, Instant expected) {
    assertThat(time(text, EPOCH)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "x", ""})
  void isTheEnvironmentsWhereTheProjectHasNone(String unset) {
    assertThat(time(unset, EPOCH)).isEqualTo("2023-11-14T22:13:20Z");
    assertThat(time(null, EPOCH)).isEqualTo("2023-11-14T22:13:20Z");
  }

  @Test
  void isOneSecondIntoTheEpochElse() {
    assertThat(time(null, null)).isEqualTo("1970-01-01T00:00:01Z");
    assertThat(time(null, " ")).isEqualTo("1970-01-01T00:00:01Z");
  }

  @Test
  void isTheCommandLinesFirst() {
    var user = new Properties();
    user.setProperty(PROPERTY, "2");
    assertThat(BuildTime.of(project("3"), user, "4")).isEqualTo("1970-01-01T00:00:02Z");
  }

  @Test
  void isNotTheOneThatMavenItselfHas() {
    var project = project("1980-02-01T00:00:00Z");
    var source = new InputSource();
    source.setModelId("org.apache.maven:maven-api-impl:4.0.0-rc-4:super-pom-4.0.0");
    var all = new InputLocation(1, 1, source);
    all.setLocation(PROPERTY, new InputLocation(2, 1, source));
    project.getModel().setLocation("properties", all);
    assertThat(BuildTime.of(project, new Properties(), EPOCH)).isEqualTo("2023-11-14T22:13:20Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-01-31", "-5", "99999999999999999999", "253402300800"})
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> time(text, null))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            PROPERTY
                + " is '"
                + text
                + "'; write for example 2026-01-31T12:00:00Z, or seconds since 1970, not below 0");
  }

  @Test
  void refusesAnEnvironmentThatIsNoTime() {
    assertThatThrownBy(() -> time(null, "now"))
        .hasMessage("SOURCE_DATE_EPOCH is 'now'; write seconds since 1970, not below 0");
  }
}
