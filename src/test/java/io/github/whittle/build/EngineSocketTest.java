package io.github.whittle.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.support.RecordedProgress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class EngineSocketTest {
  private static final String TAR = "not really a tar".repeat(100_000);

  @TempDir Path folder;
  private final RecordedProgress progress = new RecordedProgress();

  /** Answers one request, when it has read so much of it, and gives what it read. */
  private CompletableFuture<String> engine(int reads, String answer) throws IOException {
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(folder.resolve("a.sock")));
    return CompletableFuture.supplyAsync(
        () -> {
          try (server;
              var client = server.accept()) {
            var read = new ByteArrayOutputStream();
            read.write(Channels.newInputStream(client).readNBytes(reads));
            Channels.newOutputStream(client).write(answer.getBytes(UTF_8));
            return read.toString(UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void load() throws IOException {
    var tar = Files.writeString(folder.resolve("a.tar"), TAR);
    new EngineSocket(folder.resolve("a.sock")).load(tar, progress);
  }

  @Test
  void sendsAllAndPassesOnWhatItIsTold() throws Exception {
    var request =
        """
        POST /images/load?quiet=1 HTTP/1.1\r
        Host: localhost\r
        User-Agent: whittle\r
        Content-Type: application/x-tar\r
        Content-Length: 1600000\r
        Connection: close\r
        \r
        """
            + TAR;
    var read =
        engine(
            request.length(),
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1a\r\n{\"stream\":\"Loaded image: a\r\n5\r\n:1\"}\n\r\n0\r\n\r\n");
    load();
    assertThat(read.get()).isEqualTo(request);
  }

  @Test
  void readsWhatComesInChunks() throws Exception {
    var text =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1a\r\n{\"stream\":\"Loaded image: a\r\n5;x\r\n:1\"}\n\r\n0\r\n\r\n";
    var answer = EngineAnswer.read(new ByteArrayInputStream(text.getBytes(UTF_8)));
    assertThat(answer.words()).containsExactly("Loaded image: a:1");
    assertThat(answer.refusal()).isEmpty();
  }

  @Test
  void saysWhatAnEngineSaysInSpiteOfAGoodStatus() throws Exception {
    engine(
        10,
        "HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n{\"stream\":\"so far\"}\r\n{\"error\":\"no space left\"}\r\n");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(this::load)
        .withMessage("unix://%s/a.sock did not load the image: no space left", folder);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void saysWhatAnEngineSaysBehindMuchElse(boolean chunked) throws Exception {
    var progress = "{\"stream\":\"%s\"}\n".formatted("so far".repeat(100)).repeat(3_000);
    var body = progress + "{\"error\":\"no space left\"}\n";
    var text =
        chunked
            ? "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n"
                .formatted(
                    1_500_000,
                    body.substring(0, 1_500_000),
                    body.length() - 1_500_000,
                    body.substring(1_500_000))
            : "\r\n" + body;
    var answer =
        EngineAnswer.read(new ByteArrayInputStream(("HTTP/1.1 200 OK\r\n" + text).getBytes(UTF_8)));
    assertThat(answer.refusal()).contains("no space left");
    assertThat(answer.words()).hasSize(100).last().isEqualTo("no space left");
  }

  @Test
  void saysWhyAnEngineRefuses() throws Exception {
    engine(
        10, "HTTP/1.1 500 Internal Server Error\r\n\r\n{\"message\":\"payload does not match\"}\n");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(this::load)
        .withMessageEndingWith("did not load the image: payload does not match");
  }

  @Test
  void saysTheStatusOfOneThatSaysNothing() throws Exception {
    engine(10, "HTTP/1.1 403 Forbidden\r\n\r\n");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(this::load)
        .withMessageEndingWith("did not load the image: it answers 403");
  }

  @Test
  void saysThatItEndsWithoutAnAnswer() throws Exception {
    engine(10, "");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(this::load)
        .withMessageStartingWith("unix://%s/a.sock did not load the image: ", folder);
  }

  /**
   * Connections of a socket that nobody accepts wait, so the engine hangs wherever it is told to.
   */
  @ParameterizedTest
  @ValueSource(strings = {"connect", "read", "answer"})
  @Timeout(20)
  void doesNotWaitForOneThatHangs(String where) throws Exception {
    var address = UnixDomainSocketAddress.of(folder.resolve("a.sock"));
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        var first = SocketChannel.open(StandardProtocolFamily.UNIX);
        var second = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address, 1);
      if (where.equals("connect")) {
        first.connect(address);
        second.connect(address);
      }
      var tar = Files.writeString(folder.resolve("a.tar"), where.equals("answer") ? "small" : TAR);
      var limits = new EngineSocket.Limits(Duration.ofMillis(300), Duration.ofMillis(300));
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> new EngineSocket(folder.resolve("a.sock"), limits).load(tar, progress))
          .withMessage(
              "unix://%s/a.sock %s",
              folder,
              where.equals("connect")
                  ? "does not answer (no connection within 0 seconds); start the engine, or see whether you may open its socket"
                  : "did not load the image: for 0 seconds it neither read nor said anything; look into the engine's log, or restart it");
    }
  }

  @Test
  void saysThatNobodyListens() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(this::load)
        .withMessageStartingWith("unix://%s/a.sock does not answer (", folder)
        .withMessageEndingWith("start the engine, or see whether you may open its socket");
  }
}
