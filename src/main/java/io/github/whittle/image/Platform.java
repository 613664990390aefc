package io.github.whittle.image;

import io.github.whittle.user.InvalidInputException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an image runs on: {@code os/architecture[/variant]}, in the words of the OCI image index.
 *
 * <p>Only platforms that we can check a program against are known; see {@link #known()}.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md">OCI image
 *     index, platform</a>
 */
public record Platform(String os, String architecture, Optional<String> variant)
    implements Comparable<Platform> {
  /** OCI architecture to machine name ({@code uname -m}) and os-maven-plugin's word. */
  private static final Map<String, Machine> MACHINES =
      Map.ofEntries(
          Map.entry("amd64", new Machine("x86_64", "x86_64")),
          Map.entry("arm64", new Machine("aarch64", "aarch_64")),
          Map.entry("386", new Machine("i686", "x86_32")),
          Map.entry("arm", new Machine("armv7l", "arm_32")),
          Map.entry("ppc64le", new Machine("ppc64le", "ppcle_64")),
          Map.entry("s390x", new Machine("s390x", "s390_64")),
          Map.entry("riscv64", new Machine("riscv64", "riscv64")),
          Map.entry("loong64", new Machine("loongarch64", "loongarch_64")),
          Map.entry("mips64le", new Machine("mips64", "mipsel_64")));

  /** Words of Java and of JDKs for architectures, where OCI has another one. */
  private static final Map<String, String> OF_JAVA =
      Map.of(
          "x86_64", "amd64",
          "aarch64", "arm64",
          "i386", "386",
          "x86", "386",
          "loongarch64", "loong64");

  private record Machine(String uname, String classifier) {}

  public Platform {
    if (!isKnown(os, architecture)) {
      throw new InvalidInputException(
          "'%s/%s' is not a platform that images are made for. Known: %s"
              .formatted(os, architecture, String.join(", ", known())));
    }
    if (variant.filter(v -> !isVariant(v)).isPresent()) {
      throw new InvalidInputException(
          "'%s' is not a variant; write for example v7 or v8".formatted(variant.get()));
    }
  }

  private static boolean isKnown(String os, String architecture) {
    return os.equals("linux") && MACHINES.containsKey(architecture);
  }

  private static boolean isVariant(String text) {
    return text.matches("[a-z0-9.]{1,16}");
  }

  /** For what others wrote: empty if images are made for the platform, but not here. */
  static Optional<Platform> find(String os, String architecture, Optional<String> variant) {
    return isKnown(os, architecture) && variant.filter(v -> !isVariant(v)).isEmpty()
        ? Optional.of(new Platform(os, architecture, variant))
        : Optional.empty();
  }

  public static Platform of(String os, String architecture) {
    return new Platform(os, architecture, Optional.empty());
  }

  /** Reads {@code linux/amd64} or {@code linux/arm/v7}. */
  public static Platform parse(String text) {
    var parts = text.split("/", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new InvalidInputException(
          "'%s' is not a platform; write it as os/architecture[/variant], for example linux/arm64"
              .formatted(text));
    }
    return new Platform(
        parts[0], parts[1], parts.length == 3 ? Optional.of(parts[2]) : Optional.empty());
  }

  /**
   * The platform of a machine in the words of Java's properties {@code os.name} and {@code
   * os.arch}; empty if images are made for no such machine.
   */
  public static Optional<Platform> ofMachine(String system, String architecture) {
    var os = system.toLowerCase(Locale.ROOT);
    return find(os, OF_JAVA.getOrDefault(architecture, architecture), Optional.empty());
  }

  /** Every platform without variants, sorted, as {@code os/architecture}. */
  public static List<String> known() {
    return MACHINES.keySet().stream().sorted().map("linux/"::concat).toList();
  }

  /** The platform's machine as {@code uname -m} calls it, for example {@code aarch64}. */
  public String machine() {
    return MACHINES.get(architecture).uname();
  }

  /** What os-maven-plugin calls the platform, for example {@code linux-aarch_64}. */
  public String classifier() {
    return os + "-" + MACHINES.get(architecture).classifier();
  }

  @Override
  public int compareTo(Platform other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return os + "/" + architecture + variant.map("/"::concat).orElse("");
  }
}
