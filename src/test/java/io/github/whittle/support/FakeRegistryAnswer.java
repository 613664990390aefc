package io.github.whittle.support;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a client is told.
 *
 * @param promised how many bytes the head says the body has; negative if it does not say
 */
public record FakeRegistryAnswer(
    int status, Map<String, String> headers, byte[] body, int promised) {
  public static FakeRegistryAnswer of(int status) {
    return new FakeRegistryAnswer(status, Map.of(), new byte[0], 0);
  }

  /** An error in the form of the distribution specification. */
  public static FakeRegistryAnswer error(int status, String code, String message) {
    return of(status)
        .with("Content-Type", "application/json")
        .withBody(
            "{\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}"
                .formatted(code, message)
                .getBytes(StandardCharsets.UTF_8));
  }

  public FakeRegistryAnswer with(String header, String value) {
    var more = new TreeMap<>(headers);
    more.put(header, value);
    return new FakeRegistryAnswer(status, more, body, promised);
  }

  public FakeRegistryAnswer withBody(byte[] other) {
    return new FakeRegistryAnswer(status, headers, other, other.length);
  }

  /** Does not say how long the body of the answer to a HEAD would be. */
  public FakeRegistryAnswer withoutLength() {
    return new FakeRegistryAnswer(status, headers, body, -1);
  }

  /** Promises all of the body, and gives its beginning. */
  public FakeRegistryAnswer cutAfter(int bytes) {
    return new FakeRegistryAnswer(status, headers, Arrays.copyOf(body, bytes), promised);
  }
}
