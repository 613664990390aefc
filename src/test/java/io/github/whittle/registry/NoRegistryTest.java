package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.layout.OciLayout;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.FakeRegistryAnswer;
import io.github.whittle.support.FakeRegistryFault;
import io.github.whittle.support.RegistryLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Something that answers whatever it is asked with 200, and keeps nothing. */
class NoRegistryTest {
  private static final byte[] PAGE = "<html>login</html>".getBytes(StandardCharsets.UTF_8);
  private static final String TOLD =
      "what answers is no registry (a proxy, a login page?). Check host and port";

  @TempDir Path folder;
  @AutoClose private final FakeRegistry registry = new FakeRegistry();
  private final Door door = new Door(registry.host());
  private OciLayout layout;

  @BeforeEach
  void makeAnImage() throws IOException {
    layout = new RegistryLayout(folder).single(PAGE.length, 5_000);
  }

  private static FakeRegistryFault page(int status) {
    return (request, real) -> {
      request.body().transferTo(OutputStream.nullOutputStream());
      return FakeRegistryAnswer.of(status).with("Content-Type", "text/html").withBody(PAGE);
    };
  }

  private void pushByDigest() throws Exception {
    door.push(1).push(layout, new Destination(door.to().image(), List.of(), door.to().access()));
  }

  private void isToldAs(String step) {
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(this::pushByDigest)
        .withMessageStartingWith(registry.host() + "/team/app: cannot " + step)
        .withMessageEndingWith(": " + TOLD);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202})
  void tookNoBlob(int status) {
    registry.misbehave("(POST|PATCH|PUT) .*", page(status));
    registry.misbehave(".*", page(200));
    isToldAs("push the blob sha256:");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202})
  void doesNotSayWhereAnUploadGoesOn(int status) {
    registry.misbehave("PATCH .*", page(status));
    isToldAs("push the blob sha256:");
    assertThat(registry.requests("PATCH .*")).hasSize(1);
  }

  @Test
  void hasNoBlobThoughItsPageIsAsLong() throws Exception {
    registry.misbehave("HEAD .*", page(200));
    pushByDigest();
    assertThat(registry.requests("PATCH .*")).hasSize(3);
  }

  @Test
  void hasNoBlobThoughItSaysNoLength() throws Exception {
    registry.misbehave(
        "HEAD .*", (request, real) -> page(200).answer(request, real).withoutLength());
    pushByDigest();
    assertThat(registry.requests("PATCH .*")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202})
  void tookNoManifest(int status) {
    registry.misbehave("PUT .*/manifests/.*", page(status));
    isToldAs("push the manifest sha256:");
    assertThat(registry.requests("PUT .*/manifests/.*")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202})
  void isARegistryThatSaysWhatItTook(int status) throws Exception {
    registry.misbehave(
        "PUT .*/manifests/.*",
        (request, real) -> {
          var digest = real.answer(request).headers().get("Docker-Content-Digest");
          return FakeRegistryAnswer.of(status).with("Docker-Content-Digest", digest);
        });
    pushByDigest();
    assertThat(registry.repository("team/app").manifests()).hasSize(1);
  }
}
