package io.github.whittle.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who may use a {@link FakeRegistry}. */
abstract class FakeRegistryAuth {
  /** Whether a request may pass. */
  abstract boolean admits(FakeRegistryRequest request);

  /** What a client that may not pass is told to do. */
  abstract String challenge(String host);

  /** Answers the token server's path. */
  FakeRegistryAnswer token(FakeRegistryRequest request) throws IOException {
    return FakeRegistryAnswer.error(404, "NOT_FOUND", "no token server");
  }

  static String authorization(FakeRegistryRequest request) {
    return String.valueOf(request.headers().getFirst("Authorization"));
  }

  static final class Everyone extends FakeRegistryAuth {
    @Override
    boolean admits(FakeRegistryRequest request) {
      return true;
    }

    @Override
    String challenge(String host) {
      throw new IllegalStateException("everyone is admitted");
    }
  }

  /** One user, by name and password. */
  static final class Basic extends FakeRegistryAuth {
    private final String expected;
    private final String password;

    Basic(String username, String password) {
      this.password = password;
      var both = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
      expected = "Basic " + Base64.getEncoder().encodeToString(both);
    }

    @Override
    boolean admits(FakeRegistryRequest request) {
      return authorization(request).equals(expected);
    }

    /** By the password in place of what a login gave. */
    boolean admitsIdentityToken(FakeRegistryRequest request) throws IOException {
      var form = new String(request.body().readAllBytes(), StandardCharsets.UTF_8);
      return List.of(form.split("&")).contains("refresh_token=" + password);
    }

    @Override
    String challenge(String host) {
      return "Basic realm=\"fake\"";
    }
  }

  /** One user, who gets tokens for a name and password; others get tokens that open nothing. */
  static final class Bearer extends FakeRegistryAuth {
    private final Basic user;
    private final String scheme;
    private final String prefix;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final AtomicInteger last = new AtomicInteger();

    Bearer(Basic user, String scheme, String prefix) {
      this.user = user;
      this.scheme = scheme;
      this.prefix = prefix;
    }

    @Override
    boolean admits(FakeRegistryRequest request) {
      return tokens.contains(authorization(request));
    }

    @Override
    String challenge(String host) {
      return "Bearer realm=\"%s://%s/token\",service=\"fake\"".formatted(scheme, host);
    }

    @Override
    FakeRegistryAnswer token(FakeRegistryRequest request) throws IOException {
      var token = prefix + last.incrementAndGet();
      boolean form = request.method().equals("POST");
      if (form ? user.admitsIdentityToken(request) : user.admits(request)) {
        tokens.add("Bearer " + token);
      } else if (form || request.headers().containsKey("Authorization")) {
        return FakeRegistryAnswer.error(401, "UNAUTHORIZED", "wrong credentials");
      }
      return FakeRegistryAnswer.of(200)
          .with("Content-Type", "application/json")
          .withBody("{\"token\":\"%s\"}".formatted(token).getBytes(StandardCharsets.UTF_8));
    }

    void expire() {
      tokens.clear();
    }
  }
}
