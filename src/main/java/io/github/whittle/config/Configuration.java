package io.github.whittle.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code <configuration>}: everything that a user can say, checked.
 *
 * @param contents in the order of the pom; later beats earlier
 * @param outputDirectory absolute
 * @param cache where images of others are kept; nothing for the user's usual folder
 * @param tar whether {@code image.tar} is written too
 * @param checkLibraries whether a program that cannot start in the image fails the build
 * @param allowInsecureRegistries which registries may be plain HTTP or self-signed
 */
public record Configuration(
    From from,
    To to,
    List<ContentItem> contents,
    Container container,
    Compression compression,
    Push push,
    Path outputDirectory,
    Optional<Path> cache,
    @Default("false") boolean skip,
    @Default("false") boolean tar,
    @Default("true") boolean checkLibraries,
    @Default("false") InsecureRegistries allowInsecureRegistries) {

  /** Who a program is that nobody gave a user: nonroot, as in distroless images. */
  private static final String NONROOT = "65532:65532";

  public Configuration {
    contents = List.copyOf(contents);
    container.format().layer(compression.type().suffix()); // Refuses what the format lacks.
  }

  /** As whom the image runs: as {@code <user>} says, else FROM scratch as nonroot. */
  public Optional<String> user() {
    return container
        .user()
        .map(User::name)
        .or(() -> from.image().isScratch() ? Optional.of(NONROOT) : Optional.empty());
  }
}
