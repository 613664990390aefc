package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.util.Optional;

/** {@code <port>} and {@code <http>}: where a server is waited for. */
final class Ports {
  private Ports() {}

  static void check(Optional<Integer> port, Optional<String> http) {
    if (port.filter(number -> number < 1 || number > 65535).isPresent()) {
      throw new InvalidInputException(
          "<port> is %s; write a number from 1 to 65535".formatted(port.get()));
    }
    if (http.filter(path -> !path.startsWith("/")).isPresent()) {
      throw new InvalidInputException(
          "<http> is '%s'; write a path, for example /health".formatted(http.get()));
    }
    if (http.isPresent() && port.isEmpty()) {
      throw new InvalidInputException(
          "<http> is there without <port>; write the port that the program opens, for example <port>8080</port>");
    }
  }
}
