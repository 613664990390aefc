package it;

public final class Core {
  private Core() {}

  public static String name() {
    return "core";
  }
}
