package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.ImageReference;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.FakeRegistryAnswer;
import io.github.whittle.support.FakeRegistryFault;
import io.github.whittle.support.RegistryLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that lost some bytes of a blob, and does not know. */
class BrokenBlobTest {
  @TempDir Path folder;
  @AutoClose private final FakeRegistry registry = new FakeRegistry();
  private final Door door = new Door(registry.host());
  private OciLayout layout;
  private Descriptor layer;

  @BeforeEach
  void makeAnImage() throws IOException {
    layout = new RegistryLayout(folder).single(5_000);
    layer = layout.manifest(layout.root().digest()).layers().get(0);
  }

  private PushedImage push() throws Exception {
    return door.push(1).push(layout, door.to());
  }

  private void hold(String repository, int bytes) {
    registry.repository(repository).blobs().put(layer.digest().toString(), new byte[bytes]);
  }

  /** A registry that takes the blob, and keeps what it has. */
  private void mend(FakeRegistryFault look) {
    registry.misbehave("HEAD .*/" + layer.digest(), look);
  }

  private void isWhole() throws IOException {
    assertThat(registry.repository("team/app").blobs().get(layer.digest().toString()))
        .isEqualTo(Files.readAllBytes(layout.blob(layer.digest())));
    assertThat(registry.repository("team/app").tags()).containsKey("1.0");
  }

  private void isRefused(int held, String though) {
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(this::push)
        .withMessage(
            "%s/team/app: the registry holds %d of 5000 bytes of the blob %s, though %s; have its"
                + " storage checked",
            registry.host(), held, layer.digest(), though);
    assertThat(registry.repository("team/app").tags()).isEmpty();
    assertThat(registry.repository("team/app").manifests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_000, 5_001})
  void isSentAnew(int bytes) throws Exception {
    hold("team/app", bytes);
    assertThat(push().sent()).isEqualTo(2);
    isWhole();
  }

  @Test
  void isToldIfTheRegistryKeepsIt() {
    mend((request, real) -> FakeRegistryAnswer.of(200).withBody(new byte[1_000]));
    isRefused(1_000, "all were sent");
  }

  /** As a proxy does that writes a length of its own into answers without a body. */
  @Test
  void isNotSupposedWhereTheLengthIsMadeUp() throws Exception {
    mend((request, real) -> real.answer(request).withBody(new byte[0]));
    assertThat(push().sent()).isEqualTo(2);
    isWhole();
    assertThat(push().sent()).isEqualTo(1);
  }

  /** As docker-registry does with a file that another repository left in its storage. */
  @Test
  void isToldIfTheRegistryKeepsOneThatTheRepositoryDidNotHave() {
    registry.misbehave(
        "PUT .*/blobs/.*",
        (request, real) -> {
          var taken = real.answer(request);
          hold("team/app", 1_000);
          return taken;
        },
        1);
    isRefused(1_000, "all were sent");
    assertThat(looks()).hasSize(2);
  }

  private List<String> looks() {
    return registry.requests("HEAD .*/" + layer.digest());
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 403, 429, 503})
  void isNotSupposedWhereTheRegistryDoesNotKnowYetWhatItTook(int status) throws Exception {
    registry.misbehave("HEAD .*/" + layer.digest(), FakeRegistryFault.status(status), 2);
    assertThat(push().sent()).isEqualTo(2);
    isWhole();
    assertThat(looks()).hasSize(2);
    assertThat(door.waits).isEmpty();
  }

  @Test
  void isNotSupposedWhereTheRegistryTakesAWhileAfterAMountThatMadeNothing() throws Exception {
    registry.misbehave("POST .*", (request, real) -> FakeRegistryAnswer.of(201), 1);
    mend(FakeRegistryFault.status(404));
    assertThat(push().sent()).isEqualTo(2);
    isWhole();
  }

  @Test
  void isNotMounted() throws Exception {
    hold("team/base", 1_000);
    var origin = ImageReference.parse(registry.host() + "/team/base:1");
    var pushed = door.push().push(layout, door.to(), Map.of(layer.digest(), origin));
    assertThat(pushed.mounted()).isZero();
    assertThat(pushed.sent()).isEqualTo(2);
    isWhole();
  }

  @Test
  void isSoughtAgainAfterAMountThatMadeNothing() {
    registry.misbehave("POST .*", (request, real) -> FakeRegistryAnswer.of(201));
    isRefused(0, "it says that it is there");
  }

  @Test
  void isNotSupposedWhereTheRegistryDoesNotSayHowMuchItHas() throws Exception {
    push();
    registry.misbehave("HEAD .*", (request, real) -> real.answer(request).withoutLength());
    assertThat(push().skipped()).isEqualTo(2);
  }
}
