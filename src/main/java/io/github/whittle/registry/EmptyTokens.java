package io.github.whittle.registry;

import io.github.whittle.image.Json;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.HttpResponseInterceptor;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.protocol.HttpContext;
import org.apache.http.util.EntityUtils;

/**
 * Takes an empty token away where its second name has one: Jib reads the first that is there.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">distribution, token
 *     authentication specification</a>
 */
final class EmptyTokens implements HttpResponseInterceptor {
  private static final int OK = 200;

  @Override
  public void process(HttpResponse response, HttpContext context) throws IOException {
    if (response.getStatusLine().getStatusCode() == OK
        && response.getEntity() != null
        && asksForToken(HttpClientContext.adapt(context).getRequest())) {
      var answer = EntityUtils.toByteArray(response.getEntity());
      response.setEntity(new ByteArrayEntity(withoutEmpty(answer)));
    }
  }

  /**
   * Among the requests that are answered with 200: of the others none has a scope, or is a POST.
   */
  private static boolean asksForToken(HttpRequest request) {
    var line = request.getRequestLine();
    return line.getMethod().equals("POST")
        || line.getMethod().equals("GET") && line.getUri().contains("scope=repository:");
  }

  private static byte[] withoutEmpty(byte[] answer) {
    try {
      var json = Json.read(answer, "the answer");
      boolean empty = json.path("token").isTextual() && json.path("token").asText().isEmpty();
      if (empty && json.hasNonNull("access_token")) {
        json.remove("token");
        return Json.write(json);
      }
      return answer;
    } catch (InvalidInputException e) {
      return answer; // What it is instead is told where it is read.
    }
  }
}
