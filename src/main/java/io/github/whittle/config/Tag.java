package io.github.whittle.config;

import io.github.whittle.image.ImageReference;

/** {@code <tag>}: one more name of an image beside that of {@code <image>}. */
public record Tag(String name) {
  public Tag {
    ImageReference.checkTag(name);
  }

  public static Tag parse(String text) {
    return new Tag(text);
  }

  @Override
  public String toString() {
    return name;
  }
}
