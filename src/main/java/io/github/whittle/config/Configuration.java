package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code <configuration>}: everything that a user can say, checked.
 *
 * @param contents in the order of the pom; later beats earlier
 * @param containerizingMode in which form the project's own classes go into the image
 * @param optimize what decides where something can be small on the way or on disk
 * @param sbom whether it is written what is in the image
 * @param provenance whether it is written how the image was made
 * @param outputDirectory absolute
 * @param cache where images of others are kept
 * @param tar whether {@code image.tar} is written too
 * @param checkLibraries whether a program that cannot start in the image fails the build
 * @param upx the program that {@code <pack>} runs; nothing for the one on the PATH
 * @param allowInsecureRegistries which registries may be plain HTTP or self-signed
 * @param registryCertificates a PEM file of authorities that vouch for registries
 */
public record Configuration(
    From from,
    To to,
    List<ContentItem> contents,
    Container container,
    @Default("exploded") ContainerizingMode containerizingMode,
    Slim slim,
    Strip strip,
    Secrets secrets,
    Compression compression,
    @Default("pull") Optimize optimize,
    TraceRun trace,
    VerifyRun verify,
    Push push,
    @Default("true") boolean sbom,
    @Default("true") boolean provenance,
    Path outputDirectory,
    Cache cache,
    @Default("false") boolean skip,
    @Default("false") boolean tar,
    @Default("true") boolean checkLibraries,
    Optional<Path> upx,
    @Default("false") InsecureRegistries allowInsecureRegistries,
    Optional<Path> registryCertificates) {

  /** Who a program is that nobody gave a user: nonroot, as in distroless images. */
  private static final String NONROOT = "65532:65532";

  public Configuration {
    contents = List.copyOf(contents);
    checkOne(contents, ApplicationItem.class, "<application>");
    checkOne(contents, RuntimeItem.class, "<runtime>");
    checkApplication(contents, container);
    container.format().layer(compression.type().suffix()); // Refuses what the format lacks.
  }

  /** Of these each has one place in the image, and a second one would cover the first. */
  private static void checkOne(List<ContentItem> contents, Class<?> type, String tag) {
    if (contents.stream().filter(type::isInstance).count() > 1) {
      throw new InvalidInputException(
          "<contents> has several %s; remove all but one".formatted(tag));
    }
  }

  private static void checkApplication(List<ContentItem> contents, Container container) {
    var flags = container.applicationTags();
    if (contents.stream().noneMatch(ApplicationItem.class::isInstance) && !flags.isEmpty()) {
      throw new InvalidInputException(
          "%s is said of a Java application, and <contents> has no <application>; add it, or remove what is said"
              .formatted(String.join(", ", flags)));
    }
  }

  /** The same image on another ground and with other contents. */
  Configuration with(From otherFrom, List<ContentItem> otherContents) {
    return new Configuration(
        otherFrom,
        to,
        otherContents,
        container,
        containerizingMode,
        slim,
        strip,
        secrets,
        compression,
        optimize,
        trace,
        verify,
        push,
        sbom,
        provenance,
        outputDirectory,
        cache,
        skip,
        tar,
        checkLibraries,
        upx,
        allowInsecureRegistries,
        registryCertificates);
  }

  /** The Java application that goes in, if one does. */
  public Optional<ApplicationItem> application() {
    return contents.stream()
        .filter(ApplicationItem.class::isInstance)
        .map(ApplicationItem.class::cast)
        .findFirst();
  }

  /** As whom the image runs: as {@code <user>} says, else FROM scratch as nonroot. */
  public Optional<String> user() {
    return container
        .user()
        .map(User::name)
        .or(() -> from.image().isScratch() ? Optional.of(NONROOT) : Optional.empty());
  }
}
