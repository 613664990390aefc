package io.github.whittle.registry;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpException;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpRequestExecutor;

/**
 * Waits for a proxy no longer than for a registry, and tells its answers from the registry's:
 * Apache's client hands them on as if the registry had given them.
 */
final class ProxyTunnels extends HttpRequestExecutor {
  private static final int REDIRECTION = 300;
  private static final int LOGIN = 407;

  private final Duration limit;

  /**
   * @param limit until the proxy answers, and once more until what is behind it says a word of TLS
   */
  ProxyTunnels(Duration limit) {
    this.limit = limit;
  }

  @Override
  public HttpResponse execute(
      HttpRequest request, HttpClientConnection connection, HttpContext context)
      throws IOException, HttpException {
    if (!request.getRequestLine().getMethod().equals("CONNECT")) {
      return super.execute(request, connection, context);
    }
    connection.setSocketTimeout(Math.toIntExact(limit.toMillis()));
    var proxy = HttpClientContext.adapt(context).getHttpRoute().getProxyHost();
    var target = request.getRequestLine().getUri();
    try {
      var response = super.execute(request, connection, context);
      int status = response.getStatusLine().getStatusCode();
      if (status == LOGIN) {
        checkLogin(request, HttpClientContext.adapt(context), target);
      } else if (status >= REDIRECTION) {
        throw ProxyException.refused(proxy.toHostString(), target, status);
      }
      return response;
    } catch (SocketTimeoutException e) {
      throw ProxyException.silent(proxy.toHostString(), target, e);
    }
  }

  /** There may be a login that was not shown yet, or not wholly. */
  private static void checkLogin(HttpRequest request, HttpClientContext context, String target)
      throws ProxyException {
    var login = ProxyLogin.of(context);
    var shown = request.getFirstHeader("Proxy-Authorization");
    if (login.isEmpty() || shown != null && shown.getValue().startsWith("Basic ")) {
      var proxy = context.getHttpRoute().getProxyHost();
      throw ProxyException.wantsLogin(proxy.toHostString(), target, login);
    }
  }
}
