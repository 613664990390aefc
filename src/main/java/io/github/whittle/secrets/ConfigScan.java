package io.github.whittle.secrets;

import io.github.whittle.image.ImageConfig;
import io.github.whittle.secrets.Setting.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Looks for secrets in what an image says of itself, which whoever may pull it can read: variables,
 * labels, the words that start it, and the steps that made its base.
 */
public final class ConfigScan {
  /** {@code NAME=value}, as a shell and Java's {@code -D} have it. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?:-D|--?|\\b)([A-Za-z_][\\w.-]{0,99}+)=(\"[^\"]{0,9999}+\"|'[^']{0,9999}+'|\\S{1,9999})");

  /** More of one text is not read. */
  private static final int MAX_TEXT = 1_000_000;

  private final List<ConfigFinding> findings = new ArrayList<>();

  private ConfigScan() {}

  /** In the order of the places. */
  public static List<ConfigFinding> of(ImageConfig config) {
    var scan = new ConfigScan();
    config.environment().forEach((name, value) -> scan.named(Place.VARIABLE, name, value));
    config.labels().forEach((name, value) -> scan.named(Place.LABEL, name, value));
    config.entrypoint().forEach(word -> scan.line(Place.ENTRYPOINT, "entrypoint", word));
    config.command().forEach(word -> scan.line(Place.ARGUMENTS, "args", word));
    config.healthcheck().forEach(word -> scan.line(Place.HEALTHCHECK, "healthcheck", word));
    config.steps().forEach(step -> scan.line(Place.HISTORY, "history", step));
    return List.copyOf(scan.findings);
  }

  /** Those of a manifest, which the configuration does not have. */
  public static List<ConfigFinding> ofAnnotations(Map<String, String> annotations) {
    var scan = new ConfigScan();
    annotations.forEach((name, value) -> scan.named(Place.ANNOTATION, name, value));
    return List.copyOf(scan.findings);
  }

  private void named(Place place, String name, String value) {
    SettingRule.kind(name, value)
        .ifPresent(kind -> findings.add(new ConfigFinding(new Setting(place, name), kind)));
  }

  /** Its assignments one by one, so that each can be named, and then what is left. */
  private void line(Place place, String name, String text) {
    var assignments =
        ASSIGNMENT.matcher(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text);
    var rest = new StringBuilder();
    while (assignments.find()) {
      named(place, assignments.group(1), assignments.group(2));
      assignments.appendReplacement(rest, " ");
    }
    assignments.appendTail(rest);
    SettingRule.kind(rest.toString())
        .ifPresent(kind -> findings.add(new ConfigFinding(new Setting(place, name), kind)));
  }
}
