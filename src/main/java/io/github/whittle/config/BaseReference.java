package io.github.whittle.config;

import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageReference;
import io.github.whittle.user.InvalidInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Names an image that others made: in a registry, or in a tar or a layout on disk. */
public sealed interface BaseReference extends Comparable<BaseReference> {
  /** What the reference itself pins. */
  Optional<Digest> digest();

  /** What a lock file in {@code folder} calls the image: paths relative to it where possible. */
  String in(Path folder);

  /** In the history of an image, which is the same on every machine: without paths. */
  String inHistory();

  /**
   * Reads a reference as users write it: {@code tar://path}, {@code oci://path}, else an image in a
   * registry, also with {@code registry://} before it as Jib has it; each may end with a digest.
   *
   * @param folder that relative paths start from
   */
  static BaseReference parse(String text, Path folder) {
    OtherForms.refuse(text);
    if (text.equals("scratch")) {
      throw new InvalidInputException("'scratch' is the empty image, in which there is nothing");
    }
    if (text.startsWith(OnDisk.TAR) || text.startsWith(OnDisk.OCI)) {
      return OnDisk.parse(text, folder);
    }
    return new InRegistry(ImageReference.parse(text.replaceFirst("^registry://", "")));
  }

  /**
   * Reads what is typed on a command line, where paths need no {@code tar://} or {@code oci://} if
   * they cannot be taken for a name in a registry.
   */
  static BaseReference typed(String text, Path folder) {
    return text.contains("://") ? parse(text, folder) : TypedPath.parse(text, folder);
  }

  @Override
  default int compareTo(BaseReference other) {
    return toString().compareTo(other.toString());
  }

  /**
   * An image in a registry.
   *
   * @param image with a tag or a digest
   */
  record InRegistry(ImageReference image) implements BaseReference {
    public InRegistry {
      if (image.tag().isEmpty() && image.digest().isEmpty()) {
        image = image.withTag(image.tagOrLatest());
      }
    }

    @Override
    public Optional<Digest> digest() {
      return image.digest();
    }

    @Override
    public String in(Path folder) {
      return image.toString();
    }

    @Override
    public String inHistory() {
      return image.toString();
    }

    @Override
    public String toString() {
      return image.toString();
    }
  }

  /**
   * An image in a file or folder.
   *
   * @param scheme {@code tar://} or {@code oci://}
   * @param path absolute and normal
   * @param digest what it must be; else nothing but the lock file pins what lies on a disk
   */
  record OnDisk(String scheme, Path path, Optional<Digest> digest) implements BaseReference {
    static final String TAR = "tar://";
    static final String OCI = "oci://";
    private static final String AT = "@sha256:";

    public OnDisk {
      path = path.toAbsolutePath().normalize();
    }

    static OnDisk parse(String text, Path folder) {
      var scheme = text.startsWith(TAR) ? TAR : OCI;
      int at = text.lastIndexOf(AT);
      var path = text.substring(scheme.length(), at < 0 ? text.length() : at);
      var digest =
          Optional.of(at).filter(i -> i >= 0).map(i -> Digest.parse(text.substring(i + 1)));
      if (path.isBlank() || path.indexOf('\n') >= 0) {
        throw new InvalidInputException(
            "'%s' names no file; write for example %starget/base".formatted(text, scheme));
      }
      try {
        return new OnDisk(scheme, folder.resolve(path), digest);
      } catch (InvalidPathException e) {
        throw new InvalidInputException("'%s' names no file: %s".formatted(text, e.getReason()), e);
      }
    }

    /** Whether it is called a tar; else a layout. */
    public boolean isTar() {
      return scheme.equals(TAR);
    }

    @Override
    public String in(Path folder) {
      var from = folder.toAbsolutePath().normalize();
      boolean related = path.getRoot().equals(from.getRoot());
      var text = slashes(related ? from.relativize(path) : path);
      return scheme + (text.isEmpty() ? "." : text) + suffix();
    }

    private String suffix() {
      return digest.map(d -> "@" + d).orElse("");
    }

    @Override
    public String inHistory() {
      return isTar() ? "a tar" : "a layout";
    }

    private static String slashes(Path path) {
      return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    @Override
    public String toString() {
      return scheme + slashes(path) + suffix();
    }
  }
}
