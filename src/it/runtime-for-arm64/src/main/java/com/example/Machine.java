package com.example;

/** Says on what it runs. */
public final class Machine {
  private Machine() {}

  public static void main(String[] args) {
    System.out.println(System.getProperty("os.arch") + " " + System.getProperty("java.specification.version"));
  }
}
