package io.github.whittle.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code <keepDebug>}: {@code true}, {@code false}, or a folder.
 *
 * @param folder absolute; nothing for the usual one
 */
public record KeepDebug(boolean isOn, Optional<Path> folder) {
  static KeepDebug parse(String text, Function<String, Path> path) {
    return switch (text) {
      case "true" -> new KeepDebug(true, Optional.empty());
      case "false" -> new KeepDebug(false, Optional.empty());
      default -> new KeepDebug(true, Optional.of(path.apply(text)));
    };
  }
}
