package io.github.whittle.registry;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpHost;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.protocol.HttpContext;

/**
 * Connections that are there within a limit, for all addresses of a host together, and that within
 * the same limit once more speak TLS, or answer once in plain HTTP.
 */
final class BoundedConnections extends PoolingHttpClientConnectionManager {
  private static final int HTTP = 80;
  private static final String END = "whittle.connect-end";

  private final Duration limit;
  private final Set<String> reached;

  /**
   * @param reached {@code host:port} of those that were reached once, proxies among them; what goes
   *     wrong there may pass, and for others it is an {@link UnreachedException}, or for the name
   *     of a proxy a {@link ProxyException}
   */
  BoundedConnections(SSLContext tls, HostnameVerifier names, Duration limit, Set<String> reached) {
    super(
        RegistryBuilder.<ConnectionSocketFactory>create()
            .register("http", new Plain())
            .register("https", new Tls(tls, names))
            .build());
    this.limit = limit;
    this.reached = reached;
  }

  @Override
  public void connect(
      HttpClientConnection connection, HttpRoute route, int timeout, HttpContext context)
      throws IOException {
    boolean direct = route.getProxyHost() == null;
    var next = direct ? route.getTargetHost() : route.getProxyHost();
    var host = next.toHostString().toLowerCase(Locale.ROOT);
    boolean first = !reached.contains(host);
    try {
      if (first && direct && next.getSchemeName().equals("http")) {
        hear(next);
      }
      context.setAttribute(END, System.nanoTime() + limit.toNanos());
      super.connect(connection, route, timeout, context);
      reached.add(host);
    } catch (UnknownHostException e) {
      throw first ? unknown(direct, host, e) : new LostNameException(next.getHostName(), e);
    } catch (ConnectTimeoutException
        | SocketTimeoutException
        | ConnectException
        | NoRouteToHostException e) {
      throw first && direct ? new UnreachedException(host, e) : e;
    }
  }

  private static IOException unknown(boolean direct, String host, UnknownHostException e) {
    return direct ? new UnreachedException(host, e) : ProxyException.unknown(host, e);
  }

  /** By a connection of its own: what we came for may take long to answer. */
  private void hear(HttpHost host) throws IOException {
    int port = host.getPort() < 0 ? HTTP : host.getPort();
    new FirstWord(limit).ofHttp(RegistryHost.parse(host.toHostString()), port, "HEAD /");
  }

  private static int left(int timeout, HttpContext context) throws IOException {
    long left = TimeUnit.NANOSECONDS.toMillis((long) context.getAttribute(END) - System.nanoTime());
    if (left <= 0) {
      throw new SocketTimeoutException("connect timed out");
    }
    return (int) (timeout > 0 ? Math.min(timeout, left) : left);
  }

  private static final class Plain extends PlainConnectionSocketFactory {
    @Override
    public Socket connectSocket(
        int timeout,
        Socket socket,
        HttpHost host,
        InetSocketAddress remote,
        InetSocketAddress local,
        HttpContext context)
        throws IOException {
      return super.connectSocket(left(timeout, context), socket, host, remote, local, context);
    }
  }

  private static final class Tls extends SSLConnectionSocketFactory {
    Tls(SSLContext context, HostnameVerifier names) {
      super(context, names);
    }

    @Override
    public Socket connectSocket(
        int timeout,
        Socket socket,
        HttpHost host,
        InetSocketAddress remote,
        InetSocketAddress local,
        HttpContext context)
        throws IOException {
      return super.connectSocket(left(timeout, context), socket, host, remote, local, context);
    }
  }
}
