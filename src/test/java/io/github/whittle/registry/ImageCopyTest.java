package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.image.ImageReference;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.FakeRegistryFault;
import io.github.whittle.support.FakeRegistryRequest;
import io.github.whittle.support.RegistryLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageCopyTest {
  private static final String GET = "GET .*/blobs/.*";
  private static final String PATCH = "PATCH .*";

  @TempDir Path folder;
  @AutoClose private final FakeRegistry registry = new FakeRegistry();
  private final Door from = new Door(registry.host()).at("team/from");
  private OciLayout layout;

  @BeforeEach
  void pushAnImage() throws Exception {
    layout = new RegistryLayout(folder).single(5_000);
    from.push().push(layout, from.to());
    registry.forgetRequests();
  }

  private void copy(FakeRegistry to) throws Exception {
    var door = new Door(to.host()).at("team/to");
    var target = ImageReference.parse(to.host() + "/team/to:1");
    try (var reader = from.openToRead();
        var transport = door.open()) {
      new ImageCopy(reader, transport, target, door.notes)
          .copy(
              layout.manifest(layout.root().digest()),
              ImageReference.parse(registry.host() + "/team/from:1"));
    }
    assertThat(door.notes.bytes.get()).as("metered once").isEqualTo(5_000 + configSize());
    assertThat(to.repository("team/to").blobs().keySet())
        .isEqualTo(registry.repository("team/from").blobs().keySet());
    assertThat(to.repository("team/to").manifests()).hasSize(1);
  }

  private long configSize() throws IOException {
    return layout.manifest(layout.root().digest()).config().size();
  }

  @Test
  void fetchesNothingOfWhatIsMounted() throws Exception {
    copy(registry);
    assertThat(registry.requests(GET)).isEmpty();
    assertThat(registry.requests(PATCH)).isEmpty();
    assertThat(registry.requests("(HEAD|POST) .*/blobs/.*"))
        .map(request -> request.split(" ")[0])
        .isEqualTo(List.of("HEAD", "POST", "HEAD", "HEAD", "POST", "HEAD"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 429, 503})
  void fetchesWhatTheRegistryRefusesToMount(int status) throws Exception {
    registry.misbehave("POST .*", FakeRegistryFault.status(status), 1, 3);
    copy(registry);
    assertThat(registry.requests(GET)).hasSize(2);
    assertThat(registry.requests(PATCH)).hasSize(2);
  }

  /** It begins an upload instead, which is left to it to forget. */
  @Test
  void fetchesWhatTheRegistryDoesNotFindToMount() throws Exception {
    registry.misbehave(
        "POST .*",
        (request, real) ->
            real.answer(
                new FakeRegistryRequest(
                    request.method(),
                    request.path(),
                    Map.of(),
                    request.headers(),
                    request.body())));
    copy(registry);
    assertThat(registry.requests(GET)).hasSize(2);
    assertThat(registry.requests(PATCH)).hasSize(2);
  }

  @Test
  void asksNoOtherRegistryToMount() throws Exception {
    try (var other = new FakeRegistry()) {
      copy(other);
      assertThat(other.requests("POST .*")).hasSize(2);
      assertThat(registry.requests(GET)).hasSize(2);
    }
  }
}
