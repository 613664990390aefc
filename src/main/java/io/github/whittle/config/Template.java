package io.github.whittle.config;

import io.github.whittle.image.Platform;

/** A text that may differ from platform to platform, for example {@code hello-{arch}}. */
public record Template(String text) {
  public Template {
    Placeholders.check(text);
  }

  public static Template parse(String text) {
    return new Template(text);
  }

  /** The text for one platform. */
  public String on(Platform platform) {
    return Placeholders.expand(text, platform);
  }

  @Override
  public String toString() {
    return text;
  }
}
