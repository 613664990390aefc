package io.github.whittle.build;

import io.github.whittle.config.Container;
import io.github.whittle.config.Secrets;
import io.github.whittle.secrets.ConfigFinding;
import io.github.whittle.secrets.ConfigScan;
import io.github.whittle.secrets.Setting;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says what looks like a secret in what an image says of itself: who may pull it can read that,
 * too.
 */
record ConfigSecrets(Secrets settings, Container container) {
  private static final String AT_START = "give it to the container when it starts";
  private static final String OTHER_BASE = "take another base";

  /** One sentence for each, without the secret. */
  List<String> sentences(ImagePlan plan) {
    return Stream.concat(
            ConfigScan.of(plan.config()).stream(),
            ConfigScan.ofAnnotations(container.annotations()).stream())
        .filter(finding -> !settings.exempts(finding.setting().name()))
        .map(this::sentence)
        .toList();
  }

  private String sentence(ConfigFinding finding) {
    var setting = finding.setting();
    return "%s looks like %s; %s, or if it is meant to be there write <secrets><exceptions><name>%s</name></exceptions></secrets>"
        .formatted(place(setting), finding.kind(), cure(setting), setting.name());
  }

  private String place(Setting setting) {
    var name = setting.name();
    return switch (setting.place()) {
      case VARIABLE -> "the variable '%s' of %s".formatted(name, origin(setting, "environment"));
      case LABEL -> "the label '%s' of %s".formatted(name, origin(setting, "labels"));
      case ANNOTATION -> "the annotation '%s' of <container><annotations>".formatted(name);
      case ENTRYPOINT -> "'%s' in the entrypoint".formatted(name);
      case ARGUMENTS -> "'%s' in the arguments".formatted(name);
      case HEALTHCHECK -> "'%s' in the health check".formatted(name);
      case HISTORY -> "'%s' in the history of the base".formatted(name);
    };
  }

  private String origin(Setting setting, String tag) {
    return isOurs(setting) ? "<container><%s>".formatted(tag) : "the base";
  }

  private boolean isOurs(Setting setting) {
    return switch (setting.place()) {
      case VARIABLE -> container.environment().containsKey(setting.name());
      case LABEL -> container.labels().containsKey(setting.name());
      case HISTORY -> false;
      case ANNOTATION, ENTRYPOINT, ARGUMENTS, HEALTHCHECK -> true;
    };
  }

  private String cure(Setting setting) {
    if (!isOurs(setting)) {
      return OTHER_BASE;
    }
    return switch (setting.place()) {
      case LABEL, ANNOTATION -> "leave it out";
      default -> AT_START;
    };
  }
}
