package it;

import java.nio.charset.StandardCharsets;

public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    try (var in = Main.class.getResourceAsStream("/note.txt")) {
      System.out.printf(
          "%s; %s; sealed %s%n",
          new String(in.readAllBytes(), StandardCharsets.UTF_8),
          Version.text(),
          Main.class.getPackage().isSealed());
    }
  }
}
