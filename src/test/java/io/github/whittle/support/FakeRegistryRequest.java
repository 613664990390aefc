package io.github.whittle.support;

import com.sun.net.httpserver.Headers;
import java.io.InputStream;
import java.util.Map;

/**
 * What a client asked.
 *
 * @param path decoded, without the query
 */
public record FakeRegistryRequest(
    String method, String path, Map<String, String> query, Headers headers, InputStream body) {

  FakeRegistryRequest withBody(InputStream other) {
    return new FakeRegistryRequest(method, path, query, headers, other);
  }

  /** As the log shows it. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
