package io.github.whittle.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.image.ImageReference;
import io.github.whittle.support.RecordedProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class CredentialHelperTest {
  private static final String ANSWER =
      "echo '{\"ServerURL\":\"x\",\"Username\":\"u\",\"Secret\":\"s3cr3t\"}'";

  @TempDir Path folder;
  private final RecordedProgress progress = new RecordedProgress();

  private Optional<Credentials> ask(String image, Duration limit, String... script)
      throws IOException {
    var file = folder.resolve("docker-credential-test");
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", script) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return new CredentialHelper(file.toString(), Map.of("MARK", "yes"), limit, progress)
        .find(ImageReference.parse(image));
  }

  private Optional<Credentials> ask(String... script) throws IOException {
    return ask("r.example:5000/a", Duration.ofSeconds(20), script);
  }

  private void warned(String reason) {
    assertThat(progress.toString()).contains("the credential helper", reason, "to see why: echo");
    assertThat(progress.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void asksAsDockerDoes() throws IOException {
    var said = folder.resolve("said");
    var script = "cat > '%s'; echo \" $1 $MARK\" >> '%s'".formatted(said, said);
    assertThat(ask(script, ANSWER)).contains(new Credentials("u", "s3cr3t"));
    assertThat(said).hasContent("r.example:5000 get yes");
    ask("app", Duration.ofSeconds(20), script, ANSWER);
    assertThat(said).hasContent("https://index.docker.io/v1/ get yes");
  }

  @Test
  void endsOneThatHangs() throws Exception {
    assertThat(ask("r.example/a", Duration.ofMillis(400), "sleep 100")).isEmpty();
    warned("did not answer within 1 s");
    for (var child : ProcessHandle.current().children().toList()) {
      child.onExit().get(50, TimeUnit.SECONDS);
    }
  }

  @Test
  void doesNotWaitForAChildThatHoldsTheStream() throws IOException {
    assertThat(ask("sleep 30 &", ANSWER)).contains(new Credentials("u", "s3cr3t"));
    assertThat(progress.toString()).isEmpty();
  }

  @Test
  void readsPastAFloodOfErrors() throws IOException {
    assertThat(ask("head -c 1000000 /dev/zero >&2", ANSWER))
        .contains(new Credentials("u", "s3cr3t"));
  }

  @Test
  void doesNotMindOneThatDoesNotRead() throws IOException {
    assertThat(ask("exec <&-", ANSWER)).contains(new Credentials("u", "s3cr3t"));
  }

  @Test
  void takesNothingFoundForAnAnswer() throws IOException {
    assertThat(ask("echo credentials not found in native keychain", "exit 1")).isEmpty();
    assertThat(progress.toString()).doesNotContain("warn");
  }

  @Test
  void saysThatItFailsAndRepeatsNothing() throws IOException {
    assertThat(ask("echo s3cr3t", "echo s3cr3t >&2", "exit 7")).isEmpty();
    warned("fails with exit code 7");
  }

  @Test
  void saysThatTheAnswerIsNoneAndRepeatsNothing() throws IOException {
    assertThat(ask("echo '{\"Secret\": s3cr3t}'")).isEmpty();
    warned("gives an answer that is not JSON");
  }

  @Test
  void saysWhatIsNotInTheAnswer() throws IOException {
    assertThat(ask("echo '{\"Username\":\"u\"}'")).isEmpty();
    warned("gives an answer without \"Secret\"");
    assertThat(ask("echo '{\"Username\":\"\",\"Secret\":\"s3cr3t\"}'")).isEmpty();
    warned("gives an answer without \"Username\"");
    assertThat(ask("echo '{}'")).isEmpty();
    assertThat(progress.toString().lines()).hasSize(3);
  }

  @Test
  void takesTwoEmptyFieldsForNothingFound() throws IOException {
    assertThat(ask("echo '{\"Username\":\"\",\"Secret\":\"\"}'")).isEmpty();
    assertThat(progress.toString()).doesNotContain("warn");
  }
}
