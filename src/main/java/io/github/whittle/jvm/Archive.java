package io.github.whittle.jvm;

import io.github.whittle.archive.ZipMember;
import io.github.whittle.archive.ZipMembers;
import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * A jar or war that holds a whole application.
 *
 * @param members by name, without folders, in their order
 * @param manifest its main attributes
 */
record Archive(Path file, Map<String, ZipMember> members, Attributes manifest) {
  static final String MANIFEST = "META-INF/MANIFEST.MF";

  /** The folder with a file for each service, which names who provides it. */
  static final String SERVICES = "META-INF/services/";

  /**
   * @throws InvalidInputException that names the file
   */
  static Archive read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new InvalidInputException(
          "'%s' is a folder; name the jar or war that was packed, for example target/app.jar: the project's own classes go in without <source>"
              .formatted(file));
    }
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          "'%s' is not there; package first, for example with mvn package".formatted(file));
    }
    var members = new LinkedHashMap<String, ZipMember>();
    try {
      for (var member : ZipMembers.readBehindData(file)) {
        if (!member.name().endsWith("/")) {
          members.put(member.name(), member);
        }
      }
    } catch (InvalidInputException e) {
      throw new InvalidInputException("'%s' cannot be read: %s".formatted(file, e.getMessage()), e);
    }
    return new Archive(file, members, manifest(file, members.get(MANIFEST)));
  }

  private static Attributes manifest(Path file, ZipMember member) throws IOException {
    try {
      return member == null ? new Attributes() : attributes(member);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          "the manifest of '%s' cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * The main attributes of a manifest.
   *
   * @throws InvalidInputException if it is damaged; the reason goes on after a name
   */
  static Attributes attributes(ZipMember manifest) throws IOException {
    byte[] bytes;
    try (var in = manifest.content().open()) {
      bytes = in.readAllBytes();
    }
    try {
      return new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
    } catch (IOException e) {
      throw new InvalidInputException(e.getMessage(), e);
    }
  }

  Optional<String> attribute(String name) {
    return Optional.ofNullable(manifest.getValue(name)).map(String::strip);
  }

  /** In their order. */
  List<ZipMember> below(String folder) {
    return members.values().stream().filter(m -> m.name().startsWith(folder)).toList();
  }

  String name() {
    return file.getFileName().toString();
  }
}
