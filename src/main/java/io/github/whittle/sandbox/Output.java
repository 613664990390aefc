package io.github.whittle.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What a program writes: passed on line by line, and its beginning kept. */
final class Output {
  /** Characters that are kept, for whoever looks for a pattern in them. */
  private static final int LIMIT = 1 << 20;

  private final StringBuilder text = new StringBuilder();
  private final Thread reader;

  Output(InputStream in, Consumer<String> lines) {
    reader = new Thread(() -> read(in, lines), "whittle-sandbox-output");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream in, Consumer<String> lines) {
    try (var buffered = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (var line = buffered.readLine(); line != null; line = buffered.readLine()) {
        keep(line);
        lines.accept(line);
      }
    } catch (IOException e) {
      // The program was ended; what it wrote before is there.
    }
  }

  private synchronized void keep(String line) {
    if (text.length() < LIMIT) {
      text.append(line).append('\n');
    }
  }

  synchronized String text() {
    return text.toString();
  }

  /** Waits until all is passed on. */
  void drain(long millis) throws InterruptedException {
    reader.join(millis);
  }
}
