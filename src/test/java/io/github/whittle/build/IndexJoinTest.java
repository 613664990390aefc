package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageReference;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Platform;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.registry.Destination;
import io.github.whittle.registry.ImagePush;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.FakeRegistryFault;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.support.TinyElf;
import io.github.whittle.user.InvalidInputException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each machine is a folder of its own, with a cache of its own. */
class IndexJoinTest {
  private static final RegistryAccess ACCESS =
      new RegistryAccess(CredentialsSource.none(), registry -> false);

  @TempDir Path folder;
  private final RecordedProgress progress = new RecordedProgress();
  @AutoClose private final FakeRegistry registry = new FakeRegistry();

  private ImageReference image(String name) {
    return ImageReference.parse(registry.host() + "/" + name);
  }

  /** Builds and pushes by digest, as one machine does. */
  private ImageReference push(String machine, String repository, String... architectures)
      throws Exception {
    var project = Files.createDirectories(folder.resolve(machine));
    Files.write(project.resolve("hello-amd64"), TinyElf.program(TinyElf.AMD64, 1_000));
    Files.write(project.resolve("hello-arm64"), TinyElf.program(TinyElf.ARM64, 2_000));
    var facts = Map.of("org.opencontainers.image.title", "App", "machine", machine);
    var built =
        new Request(project)
            .file("hello-{arch}", "/hello")
            .platforms(Stream.of(architectures).map("linux/"::concat).toArray(String[]::new))
            .facts(facts)
            .build();
    new ImagePush(progress)
        .push(
            OciLayout.open(project.resolve("target/whittle/image")),
            new Destination(image(repository), List.of(), ACCESS));
    assertThat(registry.repository(repository).tags()).isEmpty();
    return image(repository + "@" + built.digest());
  }

  private Digest join(ImageReference target, ImageReference... sources) throws Exception {
    return new IndexJoin(ACCESS, progress).join(List.of(sources), target);
  }

  private Manifest tagged(String repository) {
    return Manifest.read(registry.repository(repository).manifest("1.0").bytes());
  }

  @Test
  void makesOneOfWhatTwoMachinesPushed() throws Exception {
    var amd64 = push("one", "team/app", "amd64");
    var arm64 = push("two", "team/app", "arm64");
    var digest = join(image("team/app:1.0"), amd64, arm64);

    var index = tagged("team/app");
    assertThat(index.digest()).isEqualTo(digest);
    assertThat(index.manifests().stream().map(d -> d.platform().orElseThrow()))
        .containsExactly(Platform.of("linux", "amd64"), Platform.of("linux", "arm64"));
    assertThat(index.manifests().stream().map(d -> d.digest()))
        .containsExactly(amd64.digest().orElseThrow(), arm64.digest().orElseThrow());
    assertThat(index.annotations()).isEqualTo(Map.of("org.opencontainers.image.title", "App"));
    assertThat(join(image("team/app:other"), arm64, amd64)).isEqualTo(digest);
  }

  @Test
  void sendsNoTagThatIsRightAlready() throws Exception {
    var amd64 = push("one", "team/app", "amd64");
    var arm64 = push("two", "team/app", "arm64");
    var digest = join(image("team/app:1.0"), amd64);
    registry.misbehave("PUT .*/manifests/1.0", FakeRegistryFault.status(409)); // Immutable.

    assertThat(join(image("team/app:1.0"), amd64)).isEqualTo(digest);
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> join(image("team/app:1.0"), arm64));
    assertThat(tagged("team/app").digest()).isEqualTo(digest);
  }

  @Test
  void greetsEachRepositoryOnce() throws Exception {
    var amd64 = push("one", "team/app", "amd64");
    var arm64 = push("two", "team/app", "arm64");
    registry.forgetRequests();
    join(image("team/other:1.0"), amd64);
    int greetings = registry.requests("GET /v2/").size();
    join(image("team/other:2.0"), amd64, arm64);
    assertThat(registry.requests("GET /v2/")).hasSize(2 * greetings);
  }

  @Test
  void takesIndexesToo() throws Exception {
    var both = push("one", "team/app", "amd64", "arm64");
    join(image("team/app:1.0"), both);
    assertThat(tagged("team/app").manifests()).hasSize(2);
  }

  @Test
  void copiesWhatIsElsewhere() throws Exception {
    var amd64 = push("one", "amd64/app", "amd64");
    var arm64 = push("two", "arm64/app", "arm64");
    join(image("team/app:1.0"), amd64, arm64);
    var repository = registry.repository("team/app");
    for (var child : tagged("team/app").manifests()) {
      var manifest = Manifest.read(repository.manifest(child.digest().toString()).bytes());
      assertThat(repository.blobs()).containsKey(manifest.config().digest().toString());
      manifest
          .layers()
          .forEach(layer -> assertThat(repository.blobs()).containsKey(layer.digest().toString()));
    }
  }

  @Test
  void refusesTwoImagesForOnePlatform() throws Exception {
    var one = push("one", "team/app", "amd64");
    var two = push("two", "team/app", "amd64", "arm64");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> join(image("team/app:1.0"), one, two))
        .withMessageContaining("-Dwhittle.sources has two images for linux/amd64: '%s'", one)
        .withMessageEndingWith("leave one out");
    assertThat(registry.repository("team/app").tags()).isEmpty();
  }

  /** Two machines that both forgot to say their platform build the same image. */
  @Test
  void refusesOneImageTwice() throws Exception {
    var one = push("one", "team/app", "amd64");
    join(image("team/app:one"), one);
    for (var same : List.of(one, image("team/app:one"))) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> join(image("team/app:1.0"), one, same))
          .withMessageContaining("-Dwhittle.sources names one image for linux/amd64 twice: ")
          .withMessageContaining("'%s' and '%s'", one, same)
          .withMessageEndingWith("its own platform by -Dwhittle.from.platforms");
    }
    assertThat(registry.repository("team/app").tags()).containsOnlyKeys("one");
  }

  @Test
  void saysWhichIsNotThere() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> join(image("team/app:1.0"), image("team/app:none")))
        .withMessageContaining("-Dwhittle.sources names '%s'", image("team/app:none"));
  }

  @Test
  void refusesAnIndexOfNoImage() throws Exception {
    var type = "application/vnd.oci.image.index.v1+json";
    var json = "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[]}".formatted(type);
    var uri = URI.create("http://" + registry.host() + "/v2/team/app/manifests/empty");
    var put = HttpRequest.newBuilder(uri).header("Content-Type", type);
    HttpClient.newHttpClient()
        .send(put.PUT(BodyPublishers.ofString(json)).build(), BodyHandlers.discarding());
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> join(image("team/app:1.0"), image("team/app:empty")))
        .withMessage(
            "-Dwhittle.sources names '%s', which lists no image; leave it out",
            image("team/app:empty"));
    assertThat(registry.repository("team/app").tags()).containsOnlyKeys("empty");
  }
}
