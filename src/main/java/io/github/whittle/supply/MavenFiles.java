package io.github.whittle.supply;

import io.github.whittle.config.ApplicationItem;
import io.github.whittle.config.ArtifactItem;
import io.github.whittle.config.ContentItem;
import io.github.whittle.config.Coordinates;
import io.github.whittle.content.Scene;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Platform;
import io.github.whittle.jvm.JavaProject;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Files of Maven repositories in an image: dependencies of the application, and what {@code
 * <artifact>} names; and the project itself.
 */
final class MavenFiles implements Owners {
  private final Map<TreePath, ContentItem> items;
  private final Map<TreePath, JavaProject.Dependency> jars;
  private final Platform platform;
  private final Scene.Artifacts artifacts;
  private final Licenses licenses;
  private final Part project;
  private final Map<Coordinates, Part> parts = new HashMap<>();

  MavenFiles(Subject subject, Knowledge knowledge) {
    this.items = subject.items();
    this.jars = subject.jars();
    this.platform = subject.platform();
    this.artifacts = knowledge.artifacts();
    this.licenses = knowledge.workshop().licenses();
    this.project =
        part(Part.Kind.APPLICATION, knowledge.workshop().project())
            .withLicenses(knowledge.workshop().projectLicenses());
  }

  @Override
  public Optional<Part> of(TreePath path) throws IOException {
    var item = items.get(path);
    if (item instanceof ArtifactItem artifact) {
      var coordinates = artifact.coordinatesOn(platform);
      return Optional.of(library(coordinates, artifacts.resolve(coordinates)).at(path.value()));
    }
    if (item instanceof ApplicationItem) {
      var jar = jar(path);
      return jar.isPresent()
          ? Optional.of(library(jar.get()))
          : Optional.of(project).filter(p -> isOfProject(path));
    }
    return Optional.empty();
  }

  /** A jar of which nobody knows what it is stays a file. */
  private boolean isOfProject(TreePath path) {
    return !path.name().endsWith(".jar") || path.name().startsWith(project.identity().name());
  }

  /** A module that is not packed is a folder. */
  private Optional<TreePath> jar(TreePath path) {
    return Stream.concat(Stream.of(path), path.parents().stream())
        .filter(jars::containsKey)
        .findFirst();
  }

  private Part library(TreePath place) throws IOException {
    var jar = jars.get(place);
    return library(jar.coordinates(), jar.file()).at(place.value());
  }

  private Part library(Coordinates coordinates, Path file) throws IOException {
    var known = parts.get(coordinates);
    if (known == null) {
      known =
          part(Part.Kind.LIBRARY, coordinates)
              .withHashes(hashes(file))
              .withLicenses(licenses.of(coordinates));
      parts.put(coordinates, known);
    }
    return known;
  }

  private static Part part(Part.Kind kind, Coordinates of) {
    var purl = Purl.of(of);
    return Part.of(kind, purl.orElse("maven:" + of), of.groupId(), of.artifactId(), of.version())
        .withPurl(purl);
  }

  /** SHA-1 too: repositories of Maven find files by it. */
  private static Map<String, String> hashes(Path file) throws IOException {
    var hashes = new TreeMap<String, String>();
    if (Files.isRegularFile(file)) {
      var sha1 = sha1();
      var sha256 = Digest.sha256();
      try (var in = Files.newInputStream(file)) {
        var buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          sha1.update(buffer, 0, n);
          sha256.update(buffer, 0, n);
        }
      }
      hashes.put(Part.SHA_1, HexFormat.of().formatHex(sha1.digest()));
      hashes.put(Part.SHA_256, HexFormat.of().formatHex(sha256.digest()));
    }
    return hashes;
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-1", e);
    }
  }
}
