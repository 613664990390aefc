package io.github.whittle.support;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** How a {@link FakeRegistry} misbehaves; an exception drops the connection without an answer. */
@FunctionalInterface
public interface FakeRegistryFault {
  FakeRegistryAnswer answer(FakeRegistryRequest request, Registry registry) throws IOException;

  /** The registry as it is without the fault. */
  @FunctionalInterface
  interface Registry {
    FakeRegistryAnswer answer(FakeRegistryRequest request) throws IOException;
  }

  /** Reads the whole request, does nothing, and answers with an error. */
  static FakeRegistryFault status(int status) {
    return error(status, "UNKNOWN", "told to");
  }

  static FakeRegistryFault error(int status, String code, String message) {
    return (request, registry) -> {
      request.body().transferTo(java.io.OutputStream.nullOutputStream());
      return FakeRegistryAnswer.error(status, code, message);
    };
  }

  /** Takes the first bytes of the request's body, and keeps them, as real registries do. */
  static FakeRegistryFault dropAfter(long bytes) {
    return (request, registry) -> {
      registry.answer(request.withBody(new Torn(request.body(), bytes)));
      throw new IOException("told to drop");
    };
  }

  /** Gives the first bytes of the answer, then drops the connection. */
  static FakeRegistryFault cutAfter(int bytes) {
    return (request, registry) -> registry.answer(request).cutAfter(bytes);
  }

  /** Gives other bytes. */
  static FakeRegistryFault body(byte[] bytes) {
    return (request, registry) -> registry.answer(request).withBody(bytes);
  }

  /** Says that the manifest has another digest than it has. */
  static FakeRegistryFault otherDigest() {
    return (request, registry) ->
        registry.answer(request).with("Docker-Content-Digest", "sha256:" + "0".repeat(64));
  }

  /** Reads nothing and does not answer until {@code end}. */
  static FakeRegistryFault hang(CountDownLatch end) {
    return (request, registry) -> {
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("told to hang");
    };
  }

  /** A stream that breaks. */
  final class Torn extends FilterInputStream {
    private long left;

    Torn(InputStream in, long left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      if (left-- <= 0) {
        throw new IOException("torn");
      }
      return super.read();
    }

    @Override
    public int read(byte[] buffer, int from, int count) throws IOException {
      if (left <= 0) {
        throw new IOException("torn");
      }
      int n = super.read(buffer, from, (int) Math.min(count, left));
      left -= n;
      return n;
    }
  }
}
