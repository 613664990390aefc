package io.github.whittle.registry;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpException;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.RequestLine;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpRequestExecutor;

/**
 * Waits for answers as long as registries need: a storage may take longer than nothing may move
 * elsewhere to put together a blob of which it has every byte.
 */
final class PatientRequests extends HttpRequestExecutor {
  /** It is short, so nothing has to be put together. */
  private static final Pattern MANIFEST = Pattern.compile("/manifests/[^/]+$");

  private static final Set<String> STORING = Set.of("PATCH", "PUT");

  private final ProxyTunnels tunnels;
  private final Patience patience;
  private final Consumer<Boolean> waits;

  /**
   * @param waits is told whether all was sent, and the registry is to store it now
   */
  PatientRequests(Patience patience, Consumer<Boolean> waits) {
    tunnels = new ProxyTunnels(patience.connect());
    this.patience = patience;
    this.waits = waits;
  }

  @Override
  public HttpResponse execute(
      HttpRequest request, HttpClientConnection connection, HttpContext context)
      throws IOException, HttpException {
    if (request.getRequestLine().getMethod().equals("CONNECT")) {
      return tunnels.execute(request, connection, context);
    }
    return super.execute(request, connection, context);
  }

  /** Everything is sent when this is called. */
  @Override
  protected HttpResponse doReceiveResponse(
      HttpRequest request, HttpClientConnection connection, HttpContext context)
      throws IOException, HttpException {
    if (!stores(request.getRequestLine())) {
      return super.doReceiveResponse(request, connection, context);
    }
    int usual = connection.getSocketTimeout();
    waits.accept(true);
    connection.setSocketTimeout(Math.toIntExact(patience.store().toMillis()));
    try {
      return super.doReceiveResponse(request, connection, context);
    } catch (SocketTimeoutException e) {
      throw new NotStoredException(patience.store(), e);
    } finally {
      connection.setSocketTimeout(usual);
      waits.accept(false);
    }
  }

  private static boolean stores(RequestLine request) {
    return STORING.contains(request.getMethod()) && !MANIFEST.matcher(request.getUri()).find();
  }
}
