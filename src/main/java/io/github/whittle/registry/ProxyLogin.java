package io.github.whittle.registry;

import io.github.whittle.credentials.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.HttpResponse;
import org.apache.http.HttpResponseInterceptor;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.protocol.HttpContext;

/** Who we are to a proxy, with where that is from, for people. */
final class ProxyLogin extends UsernamePasswordCredentials {
  private static final long serialVersionUID = 1L;
  private static final int WANTED = 407;

  private final String origin;

  ProxyLogin(Credentials login) {
    super(login.username(), login.password());
    this.origin = login.origin();
  }

  /** The one that the proxy of a request gets, if there is one. */
  static Optional<ProxyLogin> of(HttpClientContext context) {
    var scope = new AuthScope(context.getHttpRoute().getProxyHost());
    return Optional.ofNullable((ProxyLogin) context.getCredentialsProvider().getCredentials(scope));
  }

  /** Where it is from. */
  String origin() {
    return origin;
  }

  /**
   * Shows it at once in plain HTTP, as Basic: what is sent with a request that is refused could not
   * be sent again. A tunnel is asked for with nothing.
   */
  static final class Shown implements HttpRequestInterceptor {
    @Override
    public void process(HttpRequest request, HttpContext any) {
      var context = HttpClientContext.adapt(any);
      var route = context.getHttpRoute();
      if (route.getProxyHost() != null && !route.isTunnelled()) {
        of(context)
            .ifPresent(login -> request.setHeader("Proxy-Authorization", "Basic " + login.basic()));
      }
    }
  }

  private String basic() {
    var both = "%s:%s".formatted(getUserName(), getPassword());
    return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  /** What a proxy says at last, when it got all that we have. */
  static final class Refusals implements HttpResponseInterceptor {
    @Override
    public void process(HttpResponse response, HttpContext any) throws IOException {
      var context = HttpClientContext.adapt(any);
      var proxy = context.getHttpRoute().getProxyHost();
      if (proxy != null && response.getStatusLine().getStatusCode() == WANTED) {
        throw ProxyException.wantsLogin(
            proxy.toHostString(), context.getTargetHost().toHostString(), of(context));
      }
    }
  }
}
