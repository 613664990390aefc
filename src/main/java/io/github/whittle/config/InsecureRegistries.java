package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * {@code <allowInsecureRegistries>}: which registries may be plain HTTP or have a certificate that
 * nobody vouches for: all, or the named ones.
 *
 * <p>That {@code localhost} may be plain HTTP anyway is the registry's own rule, not said here.
 *
 * @param hosts {@code host[:port]}, lowercase; without a port, the host on every port
 */
public record InsecureRegistries(boolean all, List<String> hosts) implements Predicate<String> {
  public InsecureRegistries {
    hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    hosts.forEach(InsecureRegistries::check);
  }

  private static void check(String host) {
    if (!host.matches("([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?")) {
      throw new InvalidInputException(
          "'%s' is not a registry; write true, false, or host[:port], for example localhost:5000"
              .formatted(host));
    }
  }

  /** From {@code true}, {@code false} or hosts with commas between. */
  public static InsecureRegistries parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> new InsecureRegistries(true, List.of());
      case "false" -> new InsecureRegistries(false, List.of());
      default -> of(Csv.list(text));
    };
  }

  public static InsecureRegistries of(List<String> hosts) {
    return new InsecureRegistries(false, hosts);
  }

  /** Whether the registry {@code host[:port]} may be insecure. */
  @Override
  public boolean test(String registry) {
    var asked = registry.toLowerCase(Locale.ROOT);
    return all || hosts.contains(asked) || hosts.contains(asked.replaceFirst(":[0-9]+$", ""));
  }
}
