package io.github.whittle.build;

import io.github.whittle.config.Container;
import io.github.whittle.config.Secrets;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.secrets.ConfigFinding;
import io.github.whittle.secrets.ConfigScan;
import io.github.whittle.secrets.Setting;
import io.github.whittle.secrets.Setting.Place;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Says what looks like a secret in what an image says of itself: who may pull it can read that,
 * too.
 */
record ConfigSecrets(Secrets settings, Container container) {
  private static final String AT_START = "give it to the container when it starts";
  private static final String OTHER_BASE = "take another base";

  /** What a place is called, how the pom replaces all of it, and where its words are. */
  private record Words(String name, String tag, Function<ImageConfig, List<String>> words) {
    boolean areOfBase(ImagePlan plan) {
      return plan.base()
          .filter(base -> words.apply(base.config()).equals(words.apply(plan.config())))
          .isPresent();
    }
  }

  private static final Map<Place, Words> WORDS =
      Map.of(
          Place.ENTRYPOINT, new Words("entrypoint", "entrypoint", ImageConfig::entrypoint),
          Place.ARGUMENTS, new Words("arguments", "args", ImageConfig::command),
          Place.HEALTHCHECK, new Words("health check", "healthcheck", ImageConfig::healthcheck));

  /** One sentence for each, without the secret. */
  List<String> sentences(ImagePlan plan) {
    return Stream.concat(
            ConfigScan.of(plan.config()).stream(),
            ConfigScan.ofAnnotations(container.annotations()).stream())
        .filter(finding -> !settings.exempts(finding.setting().name()))
        .map(finding -> sentence(finding, plan))
        .toList();
  }

  private String sentence(ConfigFinding finding, ImagePlan plan) {
    var setting = finding.setting();
    boolean ours = isOurs(setting, plan);
    return "%s looks like %s; %s, or if it is meant to be there write <secrets><exceptions><name>%s</name></exceptions></secrets>"
        .formatted(
            place(setting, ours), finding.kind(), cure(setting.place(), ours), setting.name());
  }

  private static String place(Setting setting, boolean ours) {
    var name = setting.name();
    return switch (setting.place()) {
      case VARIABLE -> "the variable '%s' of %s".formatted(name, origin(ours, "environment"));
      case LABEL -> "the label '%s' of %s".formatted(name, origin(ours, "labels"));
      case ANNOTATION -> "the annotation '%s' of <container><annotations>".formatted(name);
      case ENTRYPOINT, ARGUMENTS, HEALTHCHECK ->
          "'%s' in the %s%s"
              .formatted(name, WORDS.get(setting.place()).name(), ours ? "" : " of the base");
      case HISTORY -> "'%s' in the history of the base".formatted(name);
    };
  }

  private static String origin(boolean ours, String tag) {
    return ours ? "<container><%s>".formatted(tag) : "the base";
  }

  private boolean isOurs(Setting setting, ImagePlan plan) {
    return switch (setting.place()) {
      case VARIABLE -> container.environment().containsKey(setting.name());
      case LABEL -> container.labels().containsKey(setting.name());
      case ENTRYPOINT, ARGUMENTS, HEALTHCHECK -> !WORDS.get(setting.place()).areOfBase(plan);
      case HISTORY -> false;
      case ANNOTATION -> true;
    };
  }

  private static String cure(Place place, boolean ours) {
    if (!ours) {
      return WORDS.containsKey(place)
          ? "%s, or replace it by <container><%s>".formatted(OTHER_BASE, WORDS.get(place).tag())
          : OTHER_BASE;
    }
    return switch (place) {
      case LABEL, ANNOTATION -> "leave it out";
      default -> AT_START;
    };
  }
}
