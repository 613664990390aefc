package io.github.whittle.build;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whittle.image.Json;
import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an engine says at the end of a request: lines of JSON, of which one may be an error in spite
 * of a good status.
 *
 * @param words without JSON around them
 * @param refusal the error, if there is one
 */
record EngineAnswer(List<String> words, Optional<String> refusal) {
  private static final int LIMIT = 1 << 20;

  /** Reads up to the end of the connection; one that refuses may hang up before it read all. */
  static EngineAnswer read(InputStream in) throws IOException {
    var head = head(in);
    var rest = new ByteArrayOutputStream();
    var broken = copy(in, rest);
    boolean chunked = head.toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding: chunked\r\n");
    var body = chunked ? joined(rest.toByteArray()) : rest.toByteArray();
    var lines = new String(body, StandardCharsets.UTF_8).lines().filter(l -> !l.isBlank()).toList();
    var answer = of(status(head), lines);
    if (broken.isPresent() && answer.refusal().isEmpty()) {
      throw broken.get();
    }
    return answer;
  }

  private static Optional<IOException> copy(InputStream in, ByteArrayOutputStream out) {
    try {
      for (int next = in.read(); next >= 0 && out.size() < LIMIT; next = in.read()) {
        out.write(next);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0 || head.length() > LIMIT) {
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

  /** Chunks without the lines between them; what is broken off ends where it does. */
  private static byte[] joined(byte[] chunks) throws IOException {
    var all = new ByteArrayOutputStream();
    var in = new ByteArrayInputStream(chunks);
    for (int size = size(in); size > 0; size = size(in)) {
      all.write(in.readNBytes(size));
      in.skipNBytes(Math.min(2, in.available()));
    }
    return all.toByteArray();
  }

  private static int size(ByteArrayInputStream in) {
    var line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    var digits = line.toString().replaceFirst("[;\r].*", "").strip();
    return digits.matches("[0-9a-fA-F]{1,7}") ? Integer.parseInt(digits, 16) : 0;
  }

  private static EngineAnswer of(int status, List<String> lines) {
    var words = lines.stream().map(line -> word(line, "stream", "message", "error")).toList();
    boolean good = status >= 200 && status < 300;
    var refusal =
        good
            ? lines.stream().filter(line -> !json(line).path("error").isMissingNode()).findFirst()
            : Stream.concat(lines.stream(), Stream.of("it answers " + status)).findFirst();
    return new EngineAnswer(words, refusal.map(line -> word(line, "error", "message")));
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
