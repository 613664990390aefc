package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.layout.OciLayout;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.FakeRegistryFault;
import io.github.whittle.support.RegistryLayout;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A registry where a tag stays what it is. */
class ImmutableTagTest {
  private static final String IS_IMMUTABLE = "the tag cannot be overwritten: it is Immutable";

  @TempDir Path folder;
  @AutoClose private final FakeRegistry registry = new FakeRegistry();
  private final Door door = new Door(registry.host());
  private OciLayout layout;

  @BeforeEach
  void makeAnImage() throws IOException {
    layout = new RegistryLayout(folder).single(20);
  }

  private void refuse(String tag, int status, String code, String message) {
    registry.misbehave("PUT .*/manifests/" + tag, FakeRegistryFault.error(status, code, message));
  }

  private String told(String... moreTags) {
    return assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> door.push().push(layout, door.to(moreTags)))
        .actual()
        .getMessage();
  }

  @ParameterizedTest
  @CsvSource({"400, TAG_INVALID", "403, DENIED", "409, CONFLICT", "412, PRECONDITION"})
  void isToldAsThat(int status, String code) {
    refuse("1.0", status, code, IS_IMMUTABLE);
    assertThat(told())
        .isEqualTo(
            "%s/team/app: cannot set the tag 1.0: the registry answered %d (%s: %s). The tag is"
                + " there and may not be moved: choose another tag, or push the same image",
            registry.host(), status, code, IS_IMMUTABLE);
    assertThat(registry.requests("PUT .*/manifests/1.0")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"409", "412"})
  void isSupposedWhereTheRegistryGivesNoReason(int status) {
    refuse("1.0", status, "CONFLICT", "no");
    assertThat(told())
        .endsWith(
            "(CONFLICT: no). If it is a tag that may not be moved, choose another tag, or push the"
                + " same image");
  }

  @Test
  void isNoFaultIfItIsRightAlready() throws Exception {
    door.push().push(layout, door.to());
    refuse("1.0", 400, "TAG_INVALID", IS_IMMUTABLE);
    door.push().push(layout, door.to());
  }

  @Test
  void leavesTheTagsBeforeItSetAndSaysSo() {
    refuse("latest", 400, "TAG_INVALID", IS_IMMUTABLE);
    assertThat(told("1", "latest", "never")).endsWith("push the same image; set before it: 1.0, 1");
    assertThat(registry.repository("team/app").tags()).containsOnlyKeys("1.0", "1");
  }
}
