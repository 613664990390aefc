package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ports that a container listens on: {@code 8080}, {@code 53/udp} or {@code 1000-1005/tcp}. */
public record PortRange(int first, int last, String protocol) {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?(?:/(tcp|udp|sctp))?");

  public PortRange {
    if (first < 1 || last > 65535 || first > last) {
      throw new InvalidInputException(
          "%s is not a port; write numbers from 1 to 65535, of a range the smaller first"
              .formatted(first == last ? "" + first : first + "-" + last));
    }
  }

  public static PortRange parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new InvalidInputException(
          "'%s' is not a port; write for example 8080, 53/udp or 1000-1005/tcp".formatted(text));
    }
    int first = Integer.parseInt(match.group(1));
    int last = match.group(2) == null ? first : Integer.parseInt(match.group(2));
    return new PortRange(first, last, match.group(3) == null ? "tcp" : match.group(3));
  }

  Stream<String> each() {
    return IntStream.rangeClosed(first, last).mapToObj(port -> port + "/" + protocol);
  }
}
