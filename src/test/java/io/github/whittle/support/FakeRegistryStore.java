package io.github.whittle.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Json;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Referrers;
import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@link FakeRegistry} keeps, and the strict half of it: digests are checked, and a manifest
 * may name only what its repository has.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md">OCI
 *     distribution</a>
 */
final class FakeRegistryStore {
  private static final Pattern PATH =
      Pattern.compile(
          "/v2/(?<repository>.+)/(?:(?<kind>blobs|manifests|referrers)/(?<name>[^/]+)|blobs/(?<upload>uploads/.*))");

  private final Map<String, FakeRegistryRepository> repositories = new ConcurrentHashMap<>();
  private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
  private volatile boolean listsReferrers;
  private final AtomicInteger lastUpload = new AtomicInteger();

  void listReferrers() {
    listsReferrers = true;
  }

  FakeRegistryRepository repository(String name) {
    return repositories.computeIfAbsent(name, n -> new FakeRegistryRepository());
  }

  FakeRegistryAnswer answer(FakeRegistryRequest request) throws IOException {
    if (request.path().equals("/v2/")) {
      return FakeRegistryAnswer.of(200);
    }
    var path = PATH.matcher(request.path());
    if (!path.matches()) {
      return FakeRegistryAnswer.error(404, "NOT_FOUND", "no such path");
    }
    if (path.group("upload") != null) {
      return upload(request, path);
    }
    if (path.group("kind").equals("referrers")) {
      return referrers(request, repository(path.group("repository")), path.group("name"));
    }
    return path.group("kind").equals("manifests")
        ? manifest(request, repository(path.group("repository")), path.group("name"))
        : blob(request, repository(path.group("repository")), path.group("name"));
  }

  /** One entry a page, so that whoever reads only the first is found out. */
  private FakeRegistryAnswer referrers(
      FakeRegistryRequest request, FakeRegistryRepository repository, String subject) {
    if (!listsReferrers) {
      return FakeRegistryAnswer.error(404, "NOT_FOUND", "no such path");
    }
    var about =
        repository.manifests().values().stream()
            .map(stored -> Manifest.read(stored.bytes()))
            .filter(manifest -> Referrers.subject(manifest).filter(isText(subject)).isPresent())
            .toList();
    int page = Integer.parseInt(request.query().getOrDefault("page", "0"));
    var index =
        page < about.size() ? Referrers.with(Referrers.none(), about.get(page)) : Referrers.none();
    var answer =
        FakeRegistryAnswer.of(200).with("Content-Type", index.mediaType()).withBody(index.bytes());
    return page + 1 < about.size()
        ? answer.with("Link", "<%s?page=%s>; rel=\"next\"".formatted(request.path(), page + 1))
        : answer;
  }

  private static Predicate<Digest> isText(String text) {
    return digest -> digest.toString().equals(text);
  }

  private static FakeRegistryAnswer blob(
      FakeRegistryRequest request, FakeRegistryRepository repository, String digest) {
    var bytes = repository.blobs().get(digest);
    if (bytes == null) {
      return FakeRegistryAnswer.error(404, "BLOB_UNKNOWN", "blob unknown");
    }
    return read(request, digest, "application/octet-stream", bytes);
  }

  private static FakeRegistryAnswer read(
      FakeRegistryRequest request, String digest, String mediaType, byte[] bytes) {
    return switch (request.method()) {
      case "GET", "HEAD" ->
          part(request, bytes)
              .with("Docker-Content-Digest", digest)
              .with("Content-Type", mediaType);
      default -> FakeRegistryAnswer.error(405, "UNSUPPORTED", "method not allowed");
    };
  }

  /** All, or what a range asks for. */
  private static FakeRegistryAnswer part(FakeRegistryRequest request, byte[] bytes) {
    var range = String.valueOf(request.headers().getFirst("Range"));
    if (!range.matches("bytes=[0-9]+-")) {
      return FakeRegistryAnswer.of(200).withBody(bytes);
    }
    int from = Integer.parseInt(range.replaceAll("[^0-9]", ""));
    return FakeRegistryAnswer.of(206)
        .with("Content-Range", "bytes %s-%s/%s".formatted(from, bytes.length - 1, bytes.length))
        .withBody(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private FakeRegistryAnswer upload(FakeRegistryRequest request, Matcher path) throws IOException {
    var repository = path.group("repository");
    var id = path.group("upload").substring("uploads/".length());
    if (request.method().equals("POST")) {
      return begin(request, repository);
    }
    var upload = uploads.get(id);
    if (upload == null) {
      return FakeRegistryAnswer.error(404, "BLOB_UPLOAD_UNKNOWN", "upload unknown");
    }
    append(request.body(), upload);
    return request.method().equals("PATCH")
        ? session(repository, id)
        : commit(request.query().getOrDefault("digest", ""), repository, id);
  }

  private FakeRegistryAnswer begin(FakeRegistryRequest request, String repository) {
    var mount = request.query().get("mount");
    var from = repository(request.query().getOrDefault("from", "none")).blobs();
    if (mount != null && from.containsKey(mount)) {
      repository(repository).blobs().put(mount, from.get(mount));
      return FakeRegistryAnswer.of(201).with("Location", "/v2/" + repository + "/blobs/" + mount);
    }
    var id = "u" + lastUpload.incrementAndGet();
    uploads.put(id, new ByteArrayOutputStream());
    return session(repository, id);
  }

  private static FakeRegistryAnswer session(String repository, String id) {
    return FakeRegistryAnswer.of(202)
        .with("Location", "/v2/%s/blobs/uploads/%s?_state=s".formatted(repository, id));
  }

  /** What came before the connection dropped stays in the upload, as in real registries. */
  private static void append(InputStream body, ByteArrayOutputStream upload) throws IOException {
    body.transferTo(upload);
  }

  private FakeRegistryAnswer commit(String digest, String repository, String id) {
    var bytes = uploads.remove(id).toByteArray();
    if (!Digest.of(bytes).toString().equals(digest)) {
      return FakeRegistryAnswer.error(400, "DIGEST_INVALID", "digest did not match content");
    }
    repository(repository).blobs().put(digest, bytes);
    return FakeRegistryAnswer.of(201)
        .with("Location", "/v2/" + repository + "/blobs/" + digest)
        .with("Docker-Content-Digest", digest);
  }

  private FakeRegistryAnswer manifest(
      FakeRegistryRequest request, FakeRegistryRepository repository, String name)
      throws IOException {
    if (request.method().equals("PUT")) {
      return put(request, repository, name);
    }
    var manifest = repository.manifest(name);
    if (manifest == null) {
      return FakeRegistryAnswer.error(404, "MANIFEST_UNKNOWN", "manifest unknown");
    }
    return read(
        request, Digest.of(manifest.bytes()).toString(), manifest.mediaType(), manifest.bytes());
  }

  private FakeRegistryAnswer put(
      FakeRegistryRequest request, FakeRegistryRepository repository, String name)
      throws IOException {
    var bytes = request.body().readAllBytes();
    var digest = Digest.of(bytes).toString();
    if (name.startsWith("sha256:") && !name.equals(digest)) {
      return FakeRegistryAnswer.error(400, "DIGEST_INVALID", "digest did not match content");
    }
    var mediaType = String.valueOf(request.headers().getFirst("Content-Type"));
    var wrong = wrongIn(bytes, mediaType, repository);
    if (!wrong.isEmpty()) {
      return FakeRegistryAnswer.error(400, "MANIFEST_INVALID", wrong);
    }
    repository.put(name, digest, new FakeRegistryRepository.Stored(mediaType, bytes));
    var answer =
        FakeRegistryAnswer.of(201)
            .with("Location", request.path())
            .with("Docker-Content-Digest", digest);
    var subject = Referrers.subject(Manifest.read(bytes));
    return listsReferrers && subject.isPresent()
        ? answer.with("OCI-Subject", subject.get().toString())
        : answer;
  }

  /** Empty if the manifest may be kept. */
  private static String wrongIn(byte[] bytes, String mediaType, FakeRegistryRepository repository) {
    JsonNode json;
    try {
      json = Json.read(bytes, "manifest");
    } catch (InvalidInputException e) {
      return "not JSON";
    }
    if (!json.path("mediaType").asText(mediaType).equals(mediaType)) {
      return "content type is not the media type";
    }
    var missing = new TreeMap<String, String>();
    json.path("layers").forEach(layer -> missing.put(layer.path("digest").asText(), "blob"));
    if (json.has("config")) {
      missing.put(json.path("config").path("digest").asText(), "blob");
    }
    missing.keySet().removeIf(repository.blobs()::containsKey);
    json.path("manifests").forEach(child -> missing.put(child.path("digest").asText(), "manifest"));
    missing.keySet().removeIf(repository.manifests()::containsKey);
    return missing.isEmpty() ? "" : "unknown: " + missing.keySet();
  }
}
