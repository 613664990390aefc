package io.github.whittle.build;

import java.io.IOException;
import java.io.InputStream;

/**
 * A body without the lines between its chunks; what is broken off ends where it does.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112, chunked transfer
 *     coding</a>
 */
final class Chunks extends InputStream {
  private static final int MOST_OF_LINE = 1000;

  private final InputStream in;
  private int left;
  private boolean ended;

  Chunks(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    if (left == 0 && !ended) {
      left = size();
      ended = left == 0;
    }
    if (ended) {
      return -1;
    }
    int next = in.read();
    ended = next < 0;
    if (--left == 0 && !ended) {
      line();
    }
    return next;
  }

  private int size() throws IOException {
    var digits = line().replaceFirst("[;\r].*", "").strip();
    return digits.matches("[0-9a-fA-F]{1,7}") ? Integer.parseInt(digits, 16) : 0;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (line.length() < MOST_OF_LINE) {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
