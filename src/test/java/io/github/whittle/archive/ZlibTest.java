package io.github.whittle.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ZlibTest {
  /** Fails where the JVM brings another zlib: then gzip digests differ from everybody else's. */
  @Test
  void thisJvmHasTheUsualZlib() {
    assertThat(Zlib.isUsual()).isTrue();
  }
}
