package io.github.whittle.build;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whittle.image.Json;
import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an engine says at the end of a request: lines of JSON, of which one may be an error in spite
 * of a good status, however much was said before.
 *
 * @param words the last ones, without JSON around them
 * @param refusal the error, if there is one
 */
record EngineAnswer(List<String> words, Optional<String> refusal) {
  private static final int MOST_OF_HEAD = 1 << 16;
  private static final int MOST_OF_LINE = 1 << 16;
  private static final int LAST_WORDS = 100;

  /** Reads up to the end of the connection; one that refuses may hang up before it read all. */
  static EngineAnswer read(InputStream in) throws IOException {
    var head = head(in);
    int status = status(head);
    boolean chunked = head.toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding: chunked\r\n");
    var said = new Said(status >= 200 && status < 300);
    try {
      said.read(chunked ? new Chunks(in) : in);
    } catch (IOException broken) {
      if (said.refusal(status).isEmpty()) {
        throw broken;
      }
    }
    return new EngineAnswer(List.copyOf(said.words), said.refusal(status));
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0 || head.length() > MOST_OF_HEAD) {
        throw new IOException("the engine ended the connection without an answer");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static int status(String head) throws IOException {
    var words = head.split("\\s", 3);
    if (words.length < 3 || !words[0].startsWith("HTTP/") || !words[1].matches("[0-9]{3}")) {
      throw new IOException("what answers at the socket is no engine");
    }
    return Integer.parseInt(words[1]);
  }

  /** What is kept of a body while it is read. */
  private static final class Said {
    private final boolean good;
    private final Deque<String> words = new ArrayDeque<>();
    private String refusal;

    /**
     * @param good whether the status promises that all is well
     */
    Said(boolean good) {
      this.good = good;
    }

    void read(InputStream in) throws IOException {
      var line = new ByteArrayOutputStream();
      try {
        for (int next = in.read(); next >= 0; next = in.read()) {
          if (next == '\n') {
            end(line);
          } else if (line.size() < MOST_OF_LINE) {
            line.write(next);
          }
        }
      } finally {
        end(line);
      }
    }

    private void end(ByteArrayOutputStream bytes) {
      var line = bytes.toString(StandardCharsets.UTF_8).strip();
      bytes.reset();
      if (!line.isEmpty()) {
        add(line);
      }
    }

    private void add(String line) {
      words.add(word(line, "stream", "message", "error"));
      if (words.size() > LAST_WORDS) {
        words.remove();
      }
      if (refusal == null && (!good || !json(line).path("error").isMissingNode())) {
        refusal = word(line, "error", "message");
      }
    }

    Optional<String> refusal(int status) {
      return Optional.ofNullable(refusal == null && !good ? "it answers " + status : refusal);
    }
  }

  private static String word(String line, String... names) {
    var json = json(line);
    return Stream.of(names)
        .map(name -> json.path(name).asText().strip())
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse(line);
  }

  private static JsonNode json(String line) {
    try {
      return Json.read(line.getBytes(StandardCharsets.UTF_8), "the answer");
    } catch (InvalidInputException e) {
      return Json.object(); // Words that are no JSON stand for themselves.
    }
  }
}
