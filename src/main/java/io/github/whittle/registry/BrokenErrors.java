package io.github.whittle.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.HttpResponseInterceptor;
import org.apache.http.entity.HttpEntityWrapper;
import org.apache.http.protocol.HttpContext;

/**
 * Ends the text of an error where the connection broke off: the status says enough, and
 * google-http-client prints a stack trace when it cannot read all of it.
 */
final class BrokenErrors implements HttpResponseInterceptor {
  private static final int ERROR = 400;

  @Override
  public void process(HttpResponse response, HttpContext context) {
    if (response.getStatusLine().getStatusCode() >= ERROR && response.getEntity() != null) {
      response.setEntity(new Text(response.getEntity()));
    }
  }

  private static final class Text extends HttpEntityWrapper {
    Text(HttpEntity whole) {
      super(whole);
    }

    @Override
    public InputStream getContent() throws IOException {
      return new UntilItBreaks(super.getContent());
    }
  }

  private static final class UntilItBreaks extends FilterInputStream {
    UntilItBreaks(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        return -1;
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (IOException e) {
        return -1;
      }
    }

    /** Reads the rest of it, for the next request on the connection. */
    @Override
    public void close() {
      try {
        super.close();
      } catch (IOException e) {
        return; // There will be no next request.
      }
    }
  }
}
