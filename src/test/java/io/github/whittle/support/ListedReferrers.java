package io.github.whittle.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Json;
import io.github.whittle.image.Referrers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What refers to a manifest, as others find it: in the registry's list, page by page, or where it
 * has none, under a tag.
 *
 * @param repository of a registry of plain HTTP, as {@code host:port/name}
 */
public record ListedReferrers(String repository, Digest subject) {
  private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");

  /** The entries of the list. */
  public List<JsonNode> entries() throws IOException, InterruptedException {
    var listed = get(at("referrers/" + subject));
    return listed.statusCode() == 404
        ? entries(get(at("manifests/" + Referrers.tag(subject))))
        : entries(listed);
  }

  private List<JsonNode> entries(HttpResponse<byte[]> page)
      throws IOException, InterruptedException {
    var entries = new ArrayList<JsonNode>();
    if (page.statusCode() == 404) {
      return entries;
    }
    Json.read(page.body(), "the list").path("manifests").forEach(entries::add);
    var next = NEXT.matcher(page.headers().firstValue("Link").orElse(""));
    if (next.matches()) {
      entries.addAll(entries(get(page.uri().resolve(next.group(1)))));
    }
    return entries;
  }

  private URI at(String path) {
    return URI.create("http://" + repository.replaceFirst("/", "/v2/") + "/" + path);
  }

  private static HttpResponse<byte[]> get(URI uri) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
  }
}
