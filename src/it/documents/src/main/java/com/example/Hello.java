package com.example;

import org.slf4j.LoggerFactory;

/** Needs a library. */
public final class Hello {
  private Hello() {}

  public static void main(String[] args) {
    LoggerFactory.getLogger(Hello.class).info("hello");
  }
}
