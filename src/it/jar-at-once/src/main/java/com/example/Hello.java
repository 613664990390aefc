package com.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says who runs it, and writes a file whose name is not ASCII. */
public final class Hello {
  private Hello() {}

  public static void main(String[] args) throws IOException {
    var note = Files.writeString(Path.of("/tmp/grüße"), "Hello");
    System.out.printf(
        "%s from Java %d as %s in %s%n",
        Files.readString(note),
        Runtime.version().feature(),
        System.getProperty("user.name"),
        System.getProperty("user.home"));
    if (args.length > 0) {
      throw new IllegalArgumentException(args[0]);
    }
  }
}
