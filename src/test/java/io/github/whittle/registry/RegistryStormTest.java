package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.image.Digest;
import io.github.whittle.image.Manifest;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.FakeRegistryFault;
import io.github.whittle.support.FakeRegistryRepository;
import io.github.whittle.support.RegistryLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A registry that fails at every fifth request, in one of four ways.
 *
 * <p>The long form: {@code mvn test -Dtest=RegistryStormTest -Dwhittle.storm.pushes=50
 * -Dwhittle.storm.bytes=20000000 -Dwhittle.storm.parallel=4 -DargLine=-Xmx2g}.
 */
class RegistryStormTest {
  private static final int PUSHES = Integer.getInteger("whittle.storm.pushes", 8);
  private static final int BYTES = Integer.getInteger("whittle.storm.bytes", 300_000);

  /** One at a time, so that the seed decides. */
  private static final int PARALLEL = Integer.getInteger("whittle.storm.parallel", 1);

  @TempDir Path folder;

  private static final class Weather implements FakeRegistryFault {
    private final Random random;
    private int faults;

    Weather(long seed) {
      random = new Random(seed);
    }

    @Override
    public io.github.whittle.support.FakeRegistryAnswer answer(
        io.github.whittle.support.FakeRegistryRequest request, Registry registry)
        throws IOException {
      int lot;
      synchronized (this) {
        lot = random.nextInt(20);
        faults += lot < 4 ? 1 : 0;
      }
      return switch (lot) {
        case 0 -> FakeRegistryFault.status(503).answer(request, registry);
        case 1 -> FakeRegistryFault.status(429).answer(request, registry);
        case 2 -> throw new IOException("reset");
        case 3 -> truncated(request.method()).answer(request, registry);
        default -> registry.answer(request);
      };
    }

    private static FakeRegistryFault truncated(String method) {
      return method.equals("PATCH")
          ? FakeRegistryFault.dropAfter(BYTES / 3)
          : (request, registry) -> {
            var whole = registry.answer(request);
            return whole.cutAfter(whole.body().length / 2);
          };
    }
  }

  @Test
  void neverLeavesATagOnSomethingIncomplete() throws Exception {
    int complete = 0;
    int faults = 0;
    for (int seed = 1; seed <= PUSHES; seed++) {
      var weather = new Weather(seed);
      complete += push(seed, weather) ? 1 : 0;
      faults += weather.faults;
    }
    System.out.printf(
        "%d pushes of %d bytes, %d at a time, %d faults: %d complete, %d refused%n",
        PUSHES, BYTES, PARALLEL, faults, complete, PUSHES - complete);
    assertThat(faults).isGreaterThan(PUSHES);
    assertThat(complete).isGreaterThan(PUSHES / 2);
  }

  private boolean push(int seed, Weather weather) throws Exception {
    var layout = new RegistryLayout(folder.resolve("image" + seed)).index(BYTES, 10);
    try (var registry = new FakeRegistry()) {
      registry.misbehave(".*", weather);
      var door = new Door(registry.host());
      boolean complete = true;
      try {
        door.patientPush(PARALLEL).push(layout, door.to("latest"));
      } catch (RegistryException e) {
        complete = false;
        assertThat(e).hasMessageContaining("cannot ").hasMessageContaining("times");
      }
      var repository = registry.repository("team/app");
      for (var name : repository.tags().keySet()) {
        assertThat(repository.manifest(name).bytes())
            .isEqualTo(layout.manifest(layout.root().digest()).bytes());
        check(name, repository);
      }
      assertThat(repository.tags().size()).isLessThanOrEqualTo(2);
      if (complete) {
        assertThat(repository.tags()).containsOnlyKeys("1.0", "latest");
      }
      return complete;
    }
  }

  /** Everything that a manifest lists is there, byte for byte. */
  private static void check(String name, FakeRegistryRepository repository) {
    var manifest = Manifest.read(repository.manifest(name).bytes());
    for (var child : manifest.manifests()) {
      check(child.digest().toString(), repository);
    }
    if (!manifest.isIndex()) {
      Stream.concat(Stream.of(manifest.config()), manifest.layers().stream())
          .forEach(
              blob ->
                  assertThat(Digest.of(repository.blobs().get(blob.digest().toString())))
                      .isEqualTo(blob.digest()));
    }
  }
}
