package io.github.whittle.support;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What a client is told. */
public record FakeRegistryAnswer(int status, Map<String, String> headers, byte[] body) {
  public static FakeRegistryAnswer of(int status) {
    return new FakeRegistryAnswer(status, Map.of(), new byte[0]);
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
    return new FakeRegistryAnswer(status, more, body);
  }

  public FakeRegistryAnswer withBody(byte[] other) {
    return new FakeRegistryAnswer(status, headers, other);
  }
}
