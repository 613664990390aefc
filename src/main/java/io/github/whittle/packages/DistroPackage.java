package io.github.whittle.packages;

import java.util.Locale;
import java.util.Optional;

/**
 * A package of a distribution, as the database in an image names it.
 *
 * @param architecture in the distribution's word, for example {@code amd64} or {@code x86_64}
 * @param source name of the source package, where the database tells it, with {@code @} and its
 *     version where that is another
 * @param license where the database tells it
 */
public record DistroPackage(
    Kind kind,
    String name,
    String version,
    String architecture,
    Optional<String> source,
    Optional<String> license)
    implements Comparable<DistroPackage> {
  /** Whose database it is, by the type of package URLs. */
  public enum Kind {
    DEB,
    APK;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public int compareTo(DistroPackage other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return name + " " + version + " " + architecture;
  }
}
