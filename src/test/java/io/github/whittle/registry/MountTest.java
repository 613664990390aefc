package io.github.whittle.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageReference;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.FakeRegistryFault;
import io.github.whittle.support.RegistryLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountTest {
  private static final String PATCH = "PATCH .*/blobs/uploads/.*";

  @TempDir Path folder;
  @AutoClose private final FakeRegistry registry = new FakeRegistry();
  private final Door door = new Door(registry.host());
  private OciLayout layout;
  private Descriptor layer;

  /** The registry has the layer in {@code team/base}. */
  @BeforeEach
  void makeAnImage() throws IOException {
    layout = new RegistryLayout(folder).single(5_000);
    layer = layout.manifest(layout.root().digest()).layers().get(0);
    registry
        .repository("team/base")
        .blobs()
        .put(layer.digest().toString(), Files.readAllBytes(layout.blob(layer.digest())));
  }

  private PushedImage push(String origin) throws Exception {
    var origins = Map.of(layer.digest(), ImageReference.parse(origin));
    var pushed = door.push(1).push(layout, door.to(), origins);
    assertThat(Digest.of(registry.repository("team/app").blobs().get(layer.digest().toString())))
        .isEqualTo(layer.digest());
    assertThat(registry.repository("team/app").tags()).containsKey("1.0");
    assertThat(door.notes.bytes.get()).as("metered once").isEqualTo(5_000 + configSize());
    return pushed;
  }

  private long configSize() throws IOException {
    return layout.manifest(layout.root().digest()).config().size();
  }

  private PushedImage push() throws Exception {
    return push(registry.host() + "/team/base:1");
  }

  private PushedImage mounted() throws IOException {
    return new PushedImage(layout.root().digest(), 1, 1, 0, configSize());
  }

  private PushedImage sent() throws IOException {
    return new PushedImage(layout.root().digest(), 2, 0, 0, 5_000 + configSize());
  }

  @Test
  void sendsNoByteOfWhatAnotherRepositoryHas() throws Exception {
    assertThat(push()).isEqualTo(mounted());
    assertThat(registry.requests(PATCH)).as("the configuration's").hasSize(1);
  }

  @Test
  void asksForATokenThatMayPullThere() throws Exception {
    registry.requireBearer("me", "secret");
    door.with("me", "secret");
    assertThat(push()).isEqualTo(mounted());
    assertThat(registry.requests("GET /token")).hasSize(2);
  }

  @Test
  void readsWhatATokenGrants() throws Exception {
    registry.requireBearer("me", "secret", jwt("team/base", "pull"));
    door.with("me", "secret");
    assertThat(push()).isEqualTo(mounted());
  }

  @Test
  void sendsWhereTheTokenGrantsNoPull() throws Exception {
    registry.requireBearer("me", "secret", jwt("team/other", "pull"));
    door.with("me", "secret");
    assertThat(push()).isEqualTo(sent());
  }

  /** Jib reads them as ordinary base64, and fails on the characters that differ. */
  @Test
  void sendsWithATokenThatJibCannotRead() throws Exception {
    var token = jwt("team/base", "pull\", \"?>?>?>");
    assertThat(token).containsAnyOf("-", "_");
    registry.requireBearer("me", "secret", token);
    door.with("me", "secret");
    assertThat(push()).isEqualTo(sent());
  }

  private static String jwt(String repository, String actions) {
    var payload =
        "{\"access\":[{\"type\":\"repository\",\"name\":\"%s\",\"actions\":[\"%s\"]}]}"
            .formatted(repository, actions);
    var encoder = Base64.getUrlEncoder().withoutPadding();
    return "e30." + encoder.encodeToString(payload.getBytes(UTF_8)) + ".";
  }

  @Test
  void sendsIfTheOtherRepositoryDoesNotHaveItAnyMore() throws Exception {
    assertThat(push(registry.host() + "/team/gone:1")).isEqualTo(sent());
    assertThat(registry.requests("POST .*")).as("in the upload that the answer began").hasSize(2);
  }

  @Test
  void sendsIfTheMountIsRefused() throws Exception {
    registry.misbehave("POST .*", FakeRegistryFault.status(403), 1);
    assertThat(push()).isEqualTo(sent());
  }

  @Test
  void sendsIfTheTokenServerGivesNoTokenForThat() throws Exception {
    registry.requireBearer("me", "secret");
    registry.misbehave("GET /token", FakeRegistryFault.status(403), 2, 3);
    door.with("me", "secret");
    assertThat(push()).isEqualTo(sent());
  }

  @Test
  void beginsAnUploadAnewThatBrokeOffAfterTheMountWasDeclined() throws Exception {
    registry.misbehave(PATCH, FakeRegistryFault.dropAfter(1_000), 1);
    assertThat(push(registry.host() + "/team/gone:1")).isEqualTo(sent());
  }

  @Test
  void asksOnlyTheSameRegistry() throws Exception {
    assertThat(push("127.0.0.1:1/team/base:1")).isEqualTo(sent());
    assertThat(registry.requests("POST .*")).hasSize(2);
  }
}
