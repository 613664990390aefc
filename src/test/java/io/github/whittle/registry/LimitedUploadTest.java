package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.layout.OciLayout;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.FakeRegistryAnswer;
import io.github.whittle.support.FakeRegistryFault;
import io.github.whittle.support.FakeRegistryRequest;
import io.github.whittle.support.RegistryLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that asks for patience in mid-upload. */
class LimitedUploadTest {
  private static final String IN_SESSION = "(PATCH|PUT) .*/blobs/uploads/.*";

  @TempDir Path folder;
  @AutoClose private final FakeRegistry registry = new FakeRegistry();
  private final Door door = new Door(registry.host());
  private OciLayout layout;

  @BeforeEach
  void makeAnImage() throws IOException {
    layout = new RegistryLayout(folder).single(5_000, 20);
  }

  private void push() throws Exception {
    door.push(1).push(layout, door.to());
  }

  private static FakeRegistryFault tooEarly(int status, String retryAfter) {
    return (request, real) -> {
      request.body().transferTo(OutputStream.nullOutputStream());
      return FakeRegistryAnswer.error(status, "TOOMANYREQUESTS", "slow down")
          .with("Retry-After", retryAfter);
    };
  }

  /** One request for each pause of ours, as a limiter without a burst has it. */
  private static final class OneAtATime implements FakeRegistryFault, Patience.Pause {
    private final AtomicBoolean free = new AtomicBoolean(true);

    @Override
    public FakeRegistryAnswer answer(FakeRegistryRequest request, Registry registry)
        throws IOException {
      return free.getAndSet(false)
          ? registry.answer(request)
          : FakeRegistryFault.status(429).answer(request, registry);
    }

    @Override
    public void before(int nextTry, Duration asked) {
      free.set(true);
    }
  }

  @Test
  void comesToItsEndWhereEachSecondRequestIsRefused() throws Exception {
    var limiter = new OneAtATime();
    registry.misbehave(".*", limiter);
    door.pausing(limiter).push(1).push(layout, door.to());
    assertThat(registry.repository("team/app").tags()).containsKey("1.0");
  }

  @ParameterizedTest
  @CsvSource({"429, 0", "429, 7", "503, 7"})
  void goesOnInItsSession(int status, String retryAfter) throws Exception {
    registry.misbehave(IN_SESSION, tooEarly(status, retryAfter), 1, 2, 4);
    push();
    assertThat(registry.requests("POST .*")).as("one for each blob").hasSize(3);
    assertThat(door.waits).hasSize(3).containsOnly(Duration.ofSeconds(Long.parseLong(retryAfter)));
    assertThat(door.notes.bytes.get()).as("metered once").isEqualTo(5_020 + configSize());
  }

  @Test
  void beginsAnewWhereTheSessionIsGone() throws Exception {
    registry.misbehave("PATCH .*", tooEarly(429, "1"), 1);
    registry.misbehave("PATCH .*", FakeRegistryFault.error(404, "BLOB_UPLOAD_UNKNOWN", "gone"), 1);
    push();
    assertThat(registry.requests("POST .*")).hasSize(4);
  }

  @Test
  void beginsAnewWhereTheRegistryKeptWhatItRefused() throws Exception {
    registry.misbehave(
        "PATCH .*",
        (request, real) -> {
          real.answer(request);
          return FakeRegistryAnswer.error(429, "TOOMANYREQUESTS", "slow down");
        },
        1);
    push();
    assertThat(registry.requests("POST .*")).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATCH", "PUT"})
  void endsAfterABoundedNumberOfTries(String method) {
    registry.misbehave(method + " .*/uploads/.*", tooEarly(429, "1"));
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(this::push)
        .withMessageContaining("cannot push the blob sha256:")
        .withMessageContaining("answered 429 (TOOMANYREQUESTS: slow down), 3 times. It limits");
    assertThat(triesInTheFirstSession(method)).isEqualTo(Door.TRIES);
    assertThat(registry.repository("team/app").tags()).isEmpty();
  }

  @Test
  void endsAtOnceWhereItWouldHaveToWaitTooLong() {
    registry.misbehave("PATCH .*", tooEarly(429, "3600"));
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(this::push)
        .withMessageContaining("wait 60 min");
    assertThat(triesInTheFirstSession("PATCH")).isEqualTo(1);
  }

  /** Another blob may have been begun before the push ends. */
  private int triesInTheFirstSession(String method) {
    var requests = registry.requests(method + " .*");
    return Collections.frequency(requests, requests.get(0));
  }

  private long configSize() throws IOException {
    return layout.manifest(layout.root().digest()).config().size();
  }
}
