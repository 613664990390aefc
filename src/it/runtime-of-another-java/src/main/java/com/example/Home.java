package com.example;

/** Says which Java runs it. */
public final class Home {
  private Home() {}

  public static void main(String[] args) {
    System.out.println(System.getProperty("java.home") + " " + Runtime.version());
  }
}
