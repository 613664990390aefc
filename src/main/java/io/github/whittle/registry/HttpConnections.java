package io.github.whittle.registry;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import io.github.whittle.network.HttpProxy;
import io.github.whittle.network.Network;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.auth.AuthScope;
import org.apache.http.client.CredentialsProvider;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.conn.ssl.TrustAllStrategy;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.conn.DefaultRoutePlanner;
import org.apache.http.protocol.HttpContext;
import org.apache.http.ssl.SSLContextBuilder;
import org.apache.http.ssl.SSLContexts;

/** Makes connections with the proxies and certificates of one build, not of the whole JVM. */
final class HttpConnections {
  private static final int HTTPS = 443;

  private final Network network;
  private final Patience patience;
  private final Consumer<Boolean> waits;
  private final Map<String, Optional<SSLContext>> contexts = new ConcurrentHashMap<>();
  private final Set<String> reached = ConcurrentHashMap.newKeySet();

  /**
   * @param registry was reached already, or the proxy that is for TLS there
   * @param waits is told, by the thread that asks, whether it waits for a registry to store what it
   *     got
   */
  HttpConnections(
      RegistryHost registry, Network network, Patience patience, Consumer<Boolean> waits) {
    this.network = network;
    this.patience = patience;
    this.waits = waits;
    var authority = registry.authority().toLowerCase(Locale.ROOT);
    reached.addAll(
        registry.port() < 0 ? List.of(authority + ":443", authority + ":80") : List.of(authority));
    network
        .proxies()
        .proxy(true, registry.name(), registry.portOr(HTTPS))
        .ifPresent(proxy -> reached.add(proxy.toString().toLowerCase(Locale.ROOT)));
  }

  /**
   * To hosts with a good certificate.
   *
   * @param authority {@code host[:port]} whose certificates count, also for where it sends us on
   */
  HttpTransport verified(String authority) {
    var tls =
        contexts
            .computeIfAbsent(authority, network.certificates()::context)
            .orElseGet(SSLContexts::createDefault);
    return transport(tls, SSLConnectionSocketFactory.getDefaultHostnameVerifier());
  }

  /** To hosts with any certificate. */
  HttpTransport unverified() {
    try {
      var tls = SSLContextBuilder.create().loadTrustMaterial(TrustAllStrategy.INSTANCE).build();
      return transport(tls, NoopHostnameVerifier.INSTANCE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot do TLS", e);
    }
  }

  private HttpTransport transport(SSLContext tls, HostnameVerifier names) {
    return new ApacheHttpTransport(
        ApacheHttpTransport.newDefaultHttpClientBuilder()
            .setConnectionManager(new BoundedConnections(tls, names, patience.connect(), reached))
            .setRequestExecutor(new PatientRequests(patience, waits))
            .addInterceptorLast(new ProxyLogin.Shown())
            .addInterceptorLast(new ProxyLogin.Refusals())
            .addInterceptorLast(new BrokenErrors())
            .addInterceptorLast(new EmptyTokens())
            .setRoutePlanner(new Routes())
            .setDefaultCredentialsProvider(logins())
            .build());
  }

  private CredentialsProvider logins() {
    var logins = new BasicCredentialsProvider();
    var rules = network.proxies();
    rules.http().ifPresent(proxy -> add(proxy, logins));
    rules.https().ifPresent(proxy -> add(proxy, logins));
    return logins;
  }

  private static void add(HttpProxy proxy, CredentialsProvider logins) {
    proxy
        .login()
        .map(ProxyLogin::new)
        .ifPresent(
            login -> logins.setCredentials(new AuthScope(proxy.host(), proxy.port()), login));
  }

  /** Which proxy a host is reached by. */
  private final class Routes extends DefaultRoutePlanner {
    Routes() {
      super(null);
    }

    @Override
    protected HttpHost determineProxy(HttpHost target, HttpRequest request, HttpContext context) {
      return network
          .proxies()
          .proxy(target.getSchemeName().equals("https"), target.getHostName(), target.getPort())
          .map(proxy -> new HttpHost(proxy.host(), proxy.port()))
          .orElse(null);
    }
  }
}
