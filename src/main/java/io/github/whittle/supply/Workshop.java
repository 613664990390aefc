package io.github.whittle.supply;

import io.github.whittle.config.Coordinates;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where an image is made.
 *
 * @param project that is built
 * @param projectLicenses as its pom has them
 * @param version of this plugin
 * @param folder of the project
 * @param checkout asked only where it is wanted
 */
public record Workshop(
    Coordinates project,
    List<String> projectLicenses,
    String version,
    Path folder,
    Licenses licenses,
    Supplier<Optional<Checkout>> checkout) {
  public Workshop {
    projectLicenses = List.copyOf(projectLicenses);
  }
}
