package io.github.whittle.registry;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import org.apache.http.conn.ConnectTimeoutException;

/** Tells apart why nothing comes of a registry, or not all of it. */
record ConnectionFaults(RegistryHost registry, Purpose purpose, Redaction redaction) {
  Fault of(IOException e) {
    var message = Faults.shorten(redaction.apply(String.valueOf(e.getMessage())));
    if (e instanceof FileSystemException) {
      return Fault.lasting("the file cannot be read (%s)".formatted(message), "Build again", e);
    }
    if (e instanceof UnreachedException other) {
      return Fault.lasting(other.reason(), "Check that it is running, and what is between", e);
    }
    if (e instanceof ProxyException proxy) {
      return proxy.fault();
    }
    if (e instanceof NoRegistryException) {
      return Fault.lasting(
          "what answers is no registry (a proxy, a login page?)", "Check host and port", e);
    }
    if (e instanceof UnknownHostException) {
      return Fault.lasting(
          "the host is not known", "Check the name '%s'".formatted(registry.name()), e);
    }
    if (e instanceof LostNameException) {
      return Fault.passing(message, "Check that this machine's name server answers", e);
    }
    if (e instanceof ShortBlobException) {
      return Fault.passing(
          message, "What it holds is damaged: have the image pushed there again", null);
    }
    var check = "Check that it is running, and the port";
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return Fault.passing("the registry cannot be reached (%s)".formatted(message), check, e);
    }
    if (e instanceof SocketTimeoutException
        || e instanceof ConnectTimeoutException
        || e instanceof StalledException) {
      return Fault.passing("the registry does not answer", check, e);
    }
    if (e instanceof NotStoredException) {
      return Fault.slow(
          "the registry does not answer (%s)".formatted(message),
          "Its storage is slow, or it hangs: look into its log",
          e);
    }
    if (e instanceof HungUpException) {
      return Fault.passing(
          "the registry ends the connection before it answers (%s)".formatted(message),
          "Look into its log. If it wants a certificate of ours, put it and its key into "
              + TlsFaults.certificates(registry),
          e);
    }
    return Fault.passing(
        "the connection to the registry broke off (%s)".formatted(message), purpose.brokenOff(), e);
  }
}
