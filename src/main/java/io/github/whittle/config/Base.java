package io.github.whittle.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code <from><image>}: the image below ours.
 *
 * @param reference nothing for {@code scratch}, the empty image
 */
public record Base(Optional<BaseReference> reference) {
  private static final String SCRATCH = "scratch";

  /**
   * @param folder that relative paths start from
   */
  public static Base parse(String text, Path folder) {
    return new Base(
        text.equals(SCRATCH) ? Optional.empty() : Optional.of(BaseReference.parse(text, folder)));
  }

  public boolean isScratch() {
    return reference.isEmpty();
  }

  @Override
  public String toString() {
    return reference.map(BaseReference::toString).orElse(SCRATCH);
  }
}
