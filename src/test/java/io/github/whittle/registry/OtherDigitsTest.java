package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Format;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.FakeRegistryFault;
import io.github.whittle.support.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What goes to a registry and comes from it where the user's language has digits of its own. */
class OtherDigitsTest {
  private static final String ARABIC = "ar-EG-u-nu-arab";

  @Test
  void blobsAreSentAndFetchedAndTheLanguageStays() throws Exception {
    var trip = new FirstUse().loadClass(Trip.class.getName()).getDeclaredConstructor();
    trip.setAccessible(true);
    assertThat(Language.in(ARABIC, (Callable<?>) trip.newInstance()))
        .isEqualTo("300000 bytes, 3 requests, language \u0661");
  }

  /** Sends a blob, and fetches it over a connection that breaks twice. */
  static final class Trip implements Callable<String> {
    @Override
    public String call() throws Exception {
      var bytes = new byte[300_000];
      var blob = new Descriptor(Format.OCI.layer("gzip"), Digest.of(bytes), bytes.length);
      var sent = Files.write(Files.createTempFile("sent", ""), bytes);
      var fetched = Files.createTempFile("fetched", "");
      try (var registry = new FakeRegistry()) {
        var door = new Door(registry.host());
        try (var there = door.open()) {
          there.pushBlob(blob, sent, Optional.empty(), door.notes);
          registry.forgetRequests();
          registry.misbehave("GET .*/blobs/.*", FakeRegistryFault.cutAfter(100_000), 1, 2);
          there.pullBlob(blob, fetched, door.notes);
        }
        return "%s bytes, %s requests, language %d"
            .formatted(Files.size(fetched), registry.requests("GET .*/blobs/.*").size(), 1);
      } finally {
        Files.delete(sent);
        Files.deleteIfExists(fetched);
      }
    }
  }

  /** Has Jib and us once more, since what a class does when it is first used is done here. */
  private static final class FirstUse extends ClassLoader {
    FirstUse() {
      super(OtherDigitsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      boolean again =
          name.startsWith("io.github.whittle.") || name.startsWith("com.google.cloud.tools.jib.");
      var loaded = findLoadedClass(name);
      return loaded != null ? loaded : again ? defined(name) : super.loadClass(name, resolve);
    }

    private Class<?> defined(String name) throws ClassNotFoundException {
      try (var in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        var bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
