package io.github.whittle.registry;

import com.google.api.client.http.GenericUrl;
import io.github.whittle.network.Network;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Finds out how a registry that may be spoken to in plain HTTP is spoken to where a proxy is on the
 * way.
 *
 * <p>It asks with TLS first: what answers to plain HTTP may be the proxy. The proxy for TLS may be
 * another than that for plain HTTP, or let nobody through to unusual ports, and only it may know
 * the registry's name.
 */
final class ProxiedProbe {
  private static final int HTTPS = 443;

  /** What a registry answers to that; what a proxy that refuses answers is something else. */
  private static final Set<Integer> REGISTRY = Set.of(200, 401);

  private final RegistryHost host;
  private final HttpConnections connections;
  private final int limit;

  ProxiedProbe(RegistryHost host, Network network, Patience patience) {
    this.host = host;
    connections = new HttpConnections(host, network, patience, waits -> {});
    this.limit = Math.toIntExact(patience.connect().toMillis());
  }

  Protocol probe() throws IOException {
    try {
      ask("https");
      return Protocol.UNVERIFIED_TLS;
    } catch (IOException e) {
      if (mayBePlain(e) && speaksHttp(e)) {
        return Protocol.PLAIN;
      }
      if (isLasting(e)) {
        throw e;
      }
      return Protocol.UNVERIFIED_TLS;
    }
  }

  /** What speaks at the port for TLS is another than what speaks at that for plain HTTP. */
  private boolean mayBePlain(IOException e) {
    return !(e instanceof SSLException) || host.portOr(HTTPS) != HTTPS;
  }

  private boolean speaksHttp(IOException tls) throws ProxyException {
    try {
      return REGISTRY.contains(ask("http"));
    } catch (ProxyException e) {
      if (tls instanceof ProxyException) {
        return false;
      }
      throw e;
    } catch (IOException e) {
      return false; // Why it does not speak TLS is told.
    }
  }

  private int ask(String scheme) throws IOException {
    try {
      return askOnce(scheme);
    } catch (LostNameException e) {
      throw new UnknownHostException(host.name()); // It was never found before.
    }
  }

  private int askOnce(String scheme) throws IOException {
    var url = new GenericUrl("%s://%s/v2/".formatted(scheme, host.authority()));
    var transport = connections.unverified();
    try {
      var answer =
          transport
              .createRequestFactory()
              .buildGetRequest(url)
              .setConnectTimeout(limit)
              .setReadTimeout(limit)
              .setNumberOfRetries(0)
              .setFollowRedirects(false)
              .setThrowExceptionOnExecuteError(false)
              .execute();
      return answer.getStatusCode();
    } finally {
      transport.shutdown();
    }
  }

  /** Whether the login would only wait once more for the same. */
  private static boolean isLasting(IOException e) {
    return e instanceof ProxyException proxy && !proxy.fault().mayPass()
        || e instanceof SocketTimeoutException
        || e instanceof ConnectException
        || e instanceof NoRouteToHostException
        || e instanceof UnknownHostException;
  }
}
