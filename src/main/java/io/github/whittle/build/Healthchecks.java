package io.github.whittle.build;

import io.github.whittle.config.Healthcheck;
import io.github.whittle.config.TimeSpan;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Json;
import java.util.stream.Stream;

/**
 * Writes a healthcheck into a configuration, as Docker does.
 *
 * @see <a
 *     href="https://github.com/moby/docker-image-spec/blob/v1.3.1/spec.md#image-json-field-descriptions">Docker
 *     image specification, Healthcheck</a>
 */
final class Healthchecks {
  private Healthchecks() {}

  static ImageConfig put(Healthcheck check, ImageConfig into) {
    var json = Json.object();
    var test = json.putArray("Test");
    if (check.isNone()) {
      test.add("NONE");
    } else {
      Stream.concat(Stream.of("CMD"), check.command().stream()).forEach(test::add);
    }
    check.interval().map(Healthchecks::nanos).ifPresent(n -> json.put("Interval", n));
    check.timeout().map(Healthchecks::nanos).ifPresent(n -> json.put("Timeout", n));
    check.startPeriod().map(Healthchecks::nanos).ifPresent(n -> json.put("StartPeriod", n));
    check.retries().ifPresent(n -> json.put("Retries", n));
    return into.withHealthcheck(json);
  }

  private static long nanos(TimeSpan span) {
    return span.duration().toNanos();
  }
}
