package io.github.whittle.maven;

import io.github.whittle.user.InvalidInputException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.project.MavenProject;

/**
 * The one time of everything that a build writes: {@code project.build.outputTimestamp} if the user
 * set it, else {@code SOURCE_DATE_EPOCH}, else one second after 1970 began.
 *
 * @see <a href="https://maven.apache.org/guides/mini/guide-reproducible-builds.html">Reproducible
 *     builds with Maven</a>
 * @see <a href="https://reproducible-builds.org/specs/source-date-epoch/">SOURCE_DATE_EPOCH</a>
 */
public final class BuildTime {
  /** Some tools take the epoch itself for "no time". */
  private static final Instant DEFAULT = Instant.ofEpochSecond(1);

  private static final String PROPERTY = "project.build.outputTimestamp";
  private static final String VARIABLE = "SOURCE_DATE_EPOCH";

  /** The end of the year 9999, beyond which ISO 8601 and tar headers get odd. */
  private static final long MAX = 253_402_300_799L;

  private BuildTime() {}

  /**
   * @param userProperties of the command line: they win
   * @param sourceDateEpoch the environment's value, or null
   * @throws InvalidInputException if the value that counts is no time
   */
  public static Instant of(
      MavenProject project, Properties userProperties, String sourceDateEpoch) {
    return Optional.ofNullable(userProperties.getProperty(PROPERTY))
        .or(() -> declared(project))
        .filter(BuildTime::isSet)
        .map(text -> parse(PROPERTY, text.strip()))
        .or(
            () ->
                Optional.ofNullable(sourceDateEpoch)
                    .filter(text -> !text.isBlank())
                    .map(text -> seconds(VARIABLE, text.strip())))
        .orElse(DEFAULT);
  }

  private static Optional<String> declared(MavenProject project) {
    var properties = project.getModel().getLocation("properties");
    var location = properties == null ? null : properties.getLocation(PROPERTY);
    // Maven 4 has a value of its own, which says nothing about what the user wants.
    return Location.of(location).filter(l -> l.modelId().contains(":super-pom-")).isPresent()
        ? Optional.empty()
        : Optional.ofNullable(project.getProperties().getProperty(PROPERTY));
  }

  /** One character that is no digit unsets what a parent set, as in Maven's own plugins. */
  private static boolean isSet(String text) {
    return text.strip().length() > 1 || text.strip().matches("[0-9]");
  }

  private static Instant parse(String name, String text) {
    return text.matches("-?[0-9]+") ? seconds(name, text) : time(name, text);
  }

  private static Instant seconds(String name, String text) {
    try {
      return checked(name, text, Instant.ofEpochSecond(Long.parseLong(text)));
    } catch (NumberFormatException | java.time.DateTimeException e) {
      throw refused(name, text);
    }
  }

  private static Instant time(String name, String text) {
    try {
      var time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
      return checked(name, text, time);
    } catch (DateTimeParseException e) {
      throw refused(name, text);
    }
  }

  private static Instant checked(String name, String text, Instant time) {
    if (time.getEpochSecond() < 0 || time.getEpochSecond() > MAX) {
      throw refused(name, text);
    }
    return time;
  }

  private static InvalidInputException refused(String name, String text) {
    return new InvalidInputException(
        "%s is '%s'; write %sseconds since 1970, not below 0"
            .formatted(
                name, text, name.equals(VARIABLE) ? "" : "for example 2026-01-31T12:00:00Z, or "));
  }
}
