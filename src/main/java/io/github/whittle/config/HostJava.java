package io.github.whittle.config;

import io.github.whittle.image.Platform;
import io.github.whittle.user.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Java and the libraries of the build machine, for an application FROM scratch that names no
 * others: so a jar works at once.
 */
public final class HostJava {
  private HostJava() {}

  /** Whether nothing says what runs the application. */
  static boolean isMissing(Configuration configuration) {
    return configuration.application().isPresent()
        && configuration.from().image().isScratch()
        && !has(configuration.contents(), RuntimeItem.class);
  }

  /** Whether the user left it to us. */
  public static boolean isIn(Configuration configuration) {
    return configuration.contents().stream()
        .anyMatch(item -> item instanceof LibrariesItem libraries && !libraries.from().isChosen());
  }

  /**
   * @param host the platform of this machine; nothing if it is no Linux
   * @param platformsGiven whether the user says for which platforms
   * @throws InvalidInputException if this machine's Java cannot run in the image
   */
  static Configuration added(
      Configuration configuration, Optional<Platform> host, boolean platformsGiven) {
    var from = configuration.from();
    if (!platformsGiven && host.isPresent()) {
      from = from.withPlatforms(List.of(host.get()));
    }
    if (!from.platforms().equals(host.stream().toList())) {
      throw configuration.application().get().where().refuse(refusal(from.platforms(), host));
    }
    return configuration.with(from, completed(configuration));
  }

  private static List<ContentItem> completed(Configuration configuration) {
    var where = configuration.application().get().where();
    var contents = new ArrayList<>(configuration.contents());
    // Right behind the application, so that <libraries> of the user sees it.
    int behind = contents.indexOf(configuration.application().get()) + 1;
    contents.add(behind, RuntimeItem.usual(where.naming("<runtime>")));
    if (!has(contents, LibrariesItem.class)) {
      contents.add(LibrariesItem.ofBuild(where.naming("<libraries>")));
    }
    if (!has(contents, SystemItem.class)) {
      contents.add(SystemItem.usual(where.naming("<system>")));
    }
    return contents;
  }

  private static boolean has(List<ContentItem> contents, Class<? extends ContentItem> kind) {
    return contents.stream().anyMatch(kind::isInstance);
  }

  private static String refusal(List<Platform> platforms, Optional<Platform> host) {
    return "there is no Java for it: the image is for %s, and this machine is %s; name a base with Java in <from><image>, or write <runtime> with a <jdk> of that platform, <libraries> with an image in <from>, and <system>"
        .formatted(
            String.join(", ", platforms.stream().map(Platform::toString).toList()),
            host.map(Platform::toString).orElse("no Linux that images are made for"));
  }
}
