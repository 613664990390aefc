package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageReference;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.FakeRegistryFault;
import io.github.whittle.support.FakeRegistryRepository;
import io.github.whittle.support.RegistryLayout;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePushTest {
  private static final String BLOB_PATCH = "PATCH .*/blobs/uploads/.*";

  @TempDir Path folder;
  @AutoClose private final FakeRegistry registry = new FakeRegistry();
  private final Door door = new Door(registry.host());

  private FakeRegistryRepository pushed() {
    return registry.repository("team/app");
  }

  private OciLayout single(int... sizes) throws IOException {
    return new RegistryLayout(folder).single(sizes);
  }

  private OciLayout index(int... sizes) throws IOException {
    return new RegistryLayout(folder).index(sizes);
  }

  @Test
  void pushesAnImageByteForByte() throws Exception {
    var layout = single(300_000, 20);
    var result = door.push().push(layout, door.to("latest"));

    var digest = layout.root().digest();
    var config = layout.manifest(digest).config();
    assertThat(result).isEqualTo(new PushedImage(digest, 3, 0, 0, 300_020 + config.size()));
    assertThat(pushed().tags()).containsOnlyKeys("1.0", "latest").containsValue(digest.toString());
    assertThat(pushed().manifest("latest").bytes()).isEqualTo(layout.manifest(digest).bytes());
    assertThat(pushed().manifest("latest").mediaType()).isEqualTo(layout.root().mediaType());
    assertThat(pushed().blobs()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"k8s/manifests", "manifests", "team/manifests/app", "blobs/manifests"})
  void aRepositoryMayHaveAnyName(String name) throws Exception {
    var image = ImageReference.parse(registry.host() + "/" + name + ":1");
    var to = Destination.tagged(image, List.of(), door.to().access());
    door.push().push(single(3_000), to);
    assertThat(registry.repository(name).tags()).containsOnlyKeys("1");
  }

  @Test
  void whoMayPushNeedNotBeAllowedToLook() throws Exception {
    registry.misbehave("GET /v2/.*/manifests/.*", FakeRegistryFault.status(403));
    door.push().push(single(3_000), door.to());
    assertThat(pushed().tags()).containsOnlyKeys("1.0");
  }

  @Test
  void pushesEachBlobOfSeveralPlatformsOnce() throws Exception {
    var layout = index(5_000, 300);
    var result = door.push().push(layout, door.to());

    // A shared layer, one of its own and a configuration for each of the two platforms.
    assertThat(result.sent()).isEqualTo(5);
    assertThat(registry.requests("POST .*")).hasSize(5);
    assertThat(pushed().manifests()).hasSize(3);
    assertThat(pushed().tags()).containsEntry("1.0", layout.root().digest().toString());
  }

  @Test
  void tagsLastAndChildrenBeforeTheIndex() throws Exception {
    var layout = index(5_000, 300);
    door.push().push(layout, door.to("latest"));

    var children = layout.manifest(layout.root().digest()).manifests();
    var base = "PUT /v2/team/app/manifests/";
    assertThat(registry.requests("PUT .*/manifests/.*"))
        .containsExactly(
            base + children.get(0).digest(),
            base + children.get(1).digest(),
            base + layout.root().digest(),
            base + "1.0",
            base + "latest");
    var changes = registry.requests("(POST|PATCH|PUT) .*");
    assertThat(changes.subList(0, changes.size() - 5)).allMatch(r -> r.contains("/blobs/uploads/"));
  }

  @Test
  void beginsWithTheLargestBlob() throws Exception {
    var layout = single(10, 50_000, 700);
    door.push(1).push(layout, door.to());

    var largest = layout.manifest(layout.root().digest()).layers().get(1).digest();
    assertThat(registry.requests("HEAD .*").get(0)).endsWith(largest.toString());
  }

  @Test
  void sendsNothingTwice() throws Exception {
    var layout = index(5_000, 300);
    door.push().push(layout, door.to("latest"));
    registry.forgetRequests();
    var again = door.push().push(layout, door.to("latest"));

    assertThat(again).isEqualTo(new PushedImage(layout.root().digest(), 0, 0, 5, 0));
    assertThat(registry.requests("(POST|PATCH) .*")).isEmpty();
    assertThat(registry.requests("PUT .*/manifests/(1.0|latest)")).isEmpty();
  }

  @Test
  void movesATagThatPointsElsewhere() throws Exception {
    door.push().push(single(10), door.to());
    var other = new RegistryLayout(folder.resolve("other")).single(11);
    door.push().push(other, door.to());

    assertThat(pushed().tags()).containsEntry("1.0", other.root().digest().toString());
  }

  @Test
  void metersEveryByteOnceThoughSomeAreSentAgain() throws Exception {
    registry.misbehave(BLOB_PATCH, FakeRegistryFault.dropAfter(70_000), 1);
    var result = door.push(1).push(single(500_000), door.to());

    assertThat(door.notes.bytes.get()).isEqualTo(result.bytes());
    assertThat(door.notes.blobs.get()).isEqualTo(2);
    assertThat(door.notes.lines).contains("meter closed");
  }

  @Test
  void beginsAnUploadAnewThatBrokeOff() throws Exception {
    registry.misbehave(BLOB_PATCH, FakeRegistryFault.dropAfter(70_000), 1, 2);
    var layout = single(500_000);
    door.push(1).push(layout, door.to());

    var layer = layout.manifest(layout.root().digest()).layers().get(0).digest();
    assertThat(Digest.of(pushed().blobs().get(layer.toString()))).isEqualTo(layer);
    assertThat(registry.requests("POST .*")).hasSize(4); // the configuration, and 3 for the layer
  }

  @Test
  void leavesNoTagIfABlobFails() throws IOException {
    registry.misbehave(BLOB_PATCH, FakeRegistryFault.status(503));
    var layout = index(5_000, 300);

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> door.push().push(layout, door.to()))
        .withMessageStartingWith(registry.host() + "/team/app: cannot push the blob sha256:")
        .withMessageEndingWith(
            ": the registry answered 503 (UNKNOWN: told to), 3 times."
                + " It is overloaded or being restarted: try again later");
    assertThat(pushed().tags()).isEmpty();
    assertThat(registry.requests("PUT .*/manifests/.*")).isEmpty();
  }

  @Test
  void endsTheOtherUploadsWhenOneFails() throws IOException {
    // The largest hangs, the next is refused: the push must not wait for the largest.
    registry.hang(BLOB_PATCH, 1);
    registry.misbehave("HEAD .*", FakeRegistryFault.status(400), 2);
    var layout = single(900_000, 1_000);
    long begin = System.nanoTime();

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> door.push(2).push(layout, door.to()));
    assertThat(System.nanoTime() - begin).isLessThan(20_000_000_000L);
    assertThat(pushed().tags()).isEmpty();
  }

  @Test
  void leavesNoTagIfAManifestFails() throws IOException {
    registry.misbehave("PUT .*/manifests/sha256:.*", FakeRegistryFault.status(500), 2, 3, 4);
    var layout = index(5_000, 300);

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> door.push().push(layout, door.to()))
        .withMessageContaining("cannot push the manifest sha256:");
    assertThat(pushed().tags()).isEmpty();
  }

  @Test
  void asksNobodyIfABlobHasAnotherSize() throws IOException {
    var layout = single(5_000);
    var layer = layout.manifest(layout.root().digest()).layers().get(0).digest();
    Files.write(layout.blob(layer), new byte[4_999]);

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> door.push().push(layout, door.to()))
        .withMessage("'%s' has 4999 bytes and not 5000; build the image again", layout.blob(layer));
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void asksNobodyIfABlobIsMissing() throws IOException {
    var layout = single(5_000);
    var layer = layout.manifest(layout.root().digest()).layers().get(0).digest();
    Files.delete(layout.blob(layer));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> door.push().push(layout, door.to()))
        .withMessage("'%s' is missing; build the image again", layout.blob(layer));
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void refusesABlobWithAnotherDigest() throws IOException {
    var layout = single(5_000);
    var layer = layout.manifest(layout.root().digest()).layers().get(0).digest();
    Files.write(layout.blob(layer), new byte[5_000]);

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> door.push().push(layout, door.to()))
        .withMessageContaining("build the image again");
    assertThat(pushed().blobs()).doesNotContainKey(layer.toString());
    assertThat(registry.requests("PUT .*/manifests/.*")).isEmpty();
  }

  @Test
  void stopsWhenInterrupted() throws Exception {
    registry.hang(BLOB_PATCH);
    var layout = single(5_000);
    var pusher = Thread.currentThread();
    var interrupter =
        new Thread(
            () -> {
              while (registry.requests(BLOB_PATCH).isEmpty()) {
                Thread.onSpinWait();
              }
              pusher.interrupt();
            });
    interrupter.start();

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> door.push().push(layout, door.to()))
        .withMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    interrupter.join();
    assertThat(pushed().tags()).isEmpty();
  }
}
