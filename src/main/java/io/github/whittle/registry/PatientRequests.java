package io.github.whittle.registry;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpException;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpRequestExecutor;

/**
 * Waits for answers as long as registries need: Jib gives up after 20 s, and a storage may take
 * longer than that to put together a blob of which it has every byte. Logins are left to Jib.
 */
final class PatientRequests extends HttpRequestExecutor {
  private static final Pattern CONTENT = Pattern.compile("/v2/.+/(blobs|manifests)/");
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
    if (CONTENT.matcher(request.getRequestLine().getUri()).find()) {
      limit(connection, patience.stall());
    }
    return super.execute(request, connection, context);
  }

  /** Everything is sent when this is called. */
  @Override
  protected HttpResponse doReceiveResponse(
      HttpRequest request, HttpClientConnection connection, HttpContext context)
      throws IOException, HttpException {
    if (!STORING.contains(request.getRequestLine().getMethod())) {
      return super.doReceiveResponse(request, connection, context);
    }
    waits.accept(true);
    limit(connection, patience.store());
    try {
      return super.doReceiveResponse(request, connection, context);
    } catch (SocketTimeoutException e) {
      throw new NotStoredException(patience.store(), e);
    } finally {
      limit(connection, patience.stall());
      waits.accept(false);
    }
  }

  private static void limit(HttpClientConnection connection, Duration limit) {
    connection.setSocketTimeout(Math.toIntExact(limit.toMillis()));
  }
}
