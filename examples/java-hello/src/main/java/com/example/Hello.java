package com.example;

/** Greets. */
public final class Hello {
  private Hello() {}

  public static void main(String[] args) {
    System.out.println("Hello, " + (args.length == 0 ? "world" : String.join(" ", args)) + "!");
  }
}
