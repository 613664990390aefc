package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Referrers;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.FakeRegistryFault;
import io.github.whittle.support.ListedReferrers;
import io.github.whittle.support.RegistryLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferrersTest {
  @TempDir Path folder;
  @AutoClose private final FakeRegistry registry = new FakeRegistry();
  private final Door door = new Door(registry.host());
  private OciLayout layout;

  @BeforeEach
  void makeAnImage() throws IOException {
    layout = new RegistryLayout(folder.resolve("image")).index(1_000, 10);
  }

  private Digest root() throws IOException {
    return layout.root().digest();
  }

  private Attachment document(String text) throws IOException {
    return new Attachment(
        root(),
        "application/vnd.example",
        "application/json",
        Files.writeString(folder.resolve(Digest.of(text.getBytes()).hex()), text),
        Map.of("about", text));
  }

  private void push(String... texts) throws Exception {
    var attachments = new java.util.ArrayList<Attachment>();
    for (var text : texts) {
      attachments.add(document(text));
    }
    door.push().push(layout, door.to(), Map.of(), attachments);
  }

  private List<JsonNode> entries() throws Exception {
    return new ListedReferrers(registry.host() + "/team/app", root()).entries();
  }

  private List<String> listed() throws Exception {
    assertThat(entries())
        .allMatch(e -> e.path("artifactType").asText().equals("application/vnd.example"));
    return entries().stream().map(e -> e.at("/annotations/about").asText()).sorted().toList();
  }

  private List<String> digests() throws Exception {
    return entries().stream().map(e -> e.path("digest").asText()).toList();
  }

  @Test
  void areListedByTheRegistryIfItDoes() throws Exception {
    registry.listReferrers();
    push("one", "two", "three");
    assertThat(listed()).containsExactly("one", "three", "two");
    assertThat(registry.repository("team/app").tags()).containsOnlyKeys("1.0");
  }

  @Test
  void areListedUnderATagIfItDoesNot() throws Exception {
    push("one");
    push("one", "two");
    assertThat(listed()).containsExactly("one", "two");
    assertThat(registry.repository("team/app").tags())
        .containsOnlyKeys("1.0", root().toString().replace(':', '-'));
  }

  @Test
  void keepWhatSomebodyElseListed() throws Exception {
    push("one");
    var tag = Referrers.tag(root());
    var theirs =
        new String(registry.repository("team/app").manifest(tag).bytes())
            .replace("{\"schemaVersion\":2,", "{\"schemaVersion\":2,\"x\":\"kept\",");
    try (var transport = door.open()) {
      transport.tag(tag, Manifest.read(theirs.getBytes()));
    }
    push("two");
    assertThat(new String(registry.repository("team/app").manifest(tag).bytes()))
        .contains("\"x\":\"kept\"");
    assertThat(listed()).containsExactly("one", "two");
  }

  @Test
  void areNoneWhereNothingWasAttached() throws Exception {
    push();
    assertThat(digests()).isEmpty();
    registry.listReferrers();
    assertThat(digests()).isEmpty();
  }

  static Stream<FakeRegistryFault> unreadable() {
    return Stream.of(
        FakeRegistryFault.status(403),
        FakeRegistryFault.status(503),
        FakeRegistryFault.cutAfter(20),
        FakeRegistryFault.body("<html>".getBytes()));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void doNotReplaceAListThatCannotBeRead(FakeRegistryFault fault) throws Exception {
    push("one");
    var list = registry.repository("team/app").manifest(Referrers.tag(root()));
    registry.misbehave("GET .*/manifests/sha256-.*", fault);
    assertThatExceptionOfType(RegistryException.class).isThrownBy(() -> push("two"));
    assertThat(registry.repository("team/app").manifest(Referrers.tag(root()))).isEqualTo(list);
  }

  /** What lists nothing of ours is never taken for a list, nor made into one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.docker.distribution.manifest.list.v2+json"
      })
  void doNotReplaceAnImageUnderTheirTag(String type) throws Exception {
    var image = Manifest.read(("{\"schemaVersion\":2,\"mediaType\":\"" + type + "\"}").getBytes());
    var tag = Referrers.tag(root());
    try (var transport = door.open()) {
      transport.tag(tag, image);
    }
    var message =
        "%s/team/app: the tag %s is for the list of documents about an image, and what it points at is none (%s); it was left as it is: remove the tag"
            .formatted(registry.host(), tag, type);
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> push("one"))
        .withMessageStartingWith(message + "; that was '")
        .withMessageEndingWith("<push><documents>false</documents></push>");
    assertThat(registry.repository("team/app").tags()).containsOnlyKeys(tag);
    assertThat(registry.repository("team/app").manifest(tag).bytes()).isEqualTo(image.bytes());
  }

  @Test
  void doNotWriteAListTwiceThatIsRight() throws Exception {
    push("one");
    registry.misbehave("PUT .*/manifests/sha256-.*", FakeRegistryFault.status(409)); // Immutable.
    push("one");
    assertThat(listed()).containsExactly("one");
  }

  /** The image itself has five blobs and three manifests. */
  @ParameterizedTest
  @CsvSource({
    "PUT .*/blobs/uploads/.*, 6, the empty configuration",
    "PUT .*/blobs/uploads/.*, 7, the document",
    "PUT .*/manifests/sha256:.*, 4, its manifest",
    "PUT .*/manifests/sha256-.*, 1, the list"
  })
  void areThereBeforeTheTag(String request, int which, String what) throws Exception {
    registry.misbehave(request, FakeRegistryFault.status(403), which);
    assertThatExceptionOfType(RegistryException.class)
        .as(what)
        .isThrownBy(() -> push("one"))
        .withMessageEndingWith(
            "; that was '%s', which goes with the image: without it pushes"
                + " <push><documents>false</documents></push>",
            document("one").file().getFileName());
    assertThat(registry.repository("team/app").tags()).isEmpty();
  }

  static Stream<FakeRegistryFault> passing() {
    var push = Thread.currentThread();
    return Stream.of(
        FakeRegistryFault.status(503),
        FakeRegistryFault.dropAfter(0),
        (request, there) -> {
          push.interrupt();
          throw new IOException("interrupted");
        });
  }

  /** Without documents it would go no better. */
  @ParameterizedTest
  @MethodSource("passing")
  void areNotToBeLeftOutForAFaultOfAnotherKind(FakeRegistryFault fault) throws Exception {
    var file = document("one").file().getFileName();
    registry.misbehave("PUT .*/manifests/sha256:.*", fault, 4, 5, 6);
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> push("one"))
        .withMessageEndingWith("; that was '%s', which goes with the image", file);
    Thread.interrupted();
    assertThat(registry.repository("team/app").tags()).isEmpty();
  }

  @Test
  void haveTheSameDigestEachTime() throws Exception {
    push("one");
    var first = digests();
    push("one");
    assertThat(digests()).hasSize(1).isEqualTo(first);
  }
}
