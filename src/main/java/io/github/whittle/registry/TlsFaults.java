package io.github.whittle.registry;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Tells apart why TLS is not spoken: the registry's certificate, ours, or no TLS at all. */
record TlsFaults(RegistryHost registry, Redaction redaction) {
  private static final String INSECURE = "name it in <allowInsecureRegistries>";

  /** What a server says of the certificate of a client, or of its lack. */
  private static final Pattern CLIENT_REFUSED =
      Pattern.compile("alert: (\\w*certificate\\w*|unknown_ca|access_denied)$");

  private static final Pattern OTHER_NAME =
      Pattern.compile("Certificate for <(.+)> doesn't match .*names: \\[(.*)]");

  /** Where a certificate and a key of ours go. */
  static String certificates(RegistryHost registry) {
    return folder(registry) + ", as client.cert and client.key";
  }

  private static String folder(RegistryHost registry) {
    return "~/.config/containers/certs.d/" + registry.authority();
  }

  Fault of(SSLException e) {
    var message = Faults.shorten(redaction.apply(String.valueOf(e.getMessage())));
    if (has(e, CertificateException.class) || has(e, CertPathValidatorException.class)) {
      return untrusted(e);
    }
    if (e instanceof SSLPeerUnverifiedException) {
      return otherName(message, e);
    }
    if (CLIENT_REFUSED.matcher(message).find()) {
      return Fault.lasting(
          "the registry wants a certificate of ours, or another (%s)".formatted(message),
          "Put it and its key into " + certificates(registry),
          null);
    }
    if (message.contains("unrecognized SSL message")) {
      return Fault.lasting(
          "the registry does not speak TLS", "If it is meant to speak plain HTTP, " + INSECURE, e);
    }
    return Fault.passing(
        "the TLS connection to the registry failed (%s)".formatted(message),
        "Check that it is a registry, and what is between",
        e);
  }

  private Fault untrusted(SSLException e) {
    if (has(e, CertificateExpiredException.class)) {
      return outOfDate("has expired", e);
    }
    if (has(e, CertificateNotYetValidException.class)) {
      return outOfDate("is not valid yet", e);
    }
    if (has(e, CertPathBuilderException.class)) {
      return Fault.lasting(
          "the registry's certificate is signed by an authority (CA) that this Java does not know",
          "Name a PEM file with that authority in <registryCertificates>, or put it as ca.crt into"
              + " %s; where nobody else can be on the way, %s"
                  .formatted(folder(registry), INSECURE),
          e);
    }
    return Fault.lasting(
        "this Java does not accept the registry's certificate",
        "To see why, run Maven with -X; where nobody else can be on the way, " + INSECURE,
        e);
  }

  private static Fault outOfDate(String how, SSLException e) {
    return Fault.lasting(
        "the registry's certificate " + how, "Have it renewed, or set this machine's clock", e);
  }

  private Fault otherName(String message, SSLException e) {
    var names = OTHER_NAME.matcher(message);
    var reason =
        names.find()
            ? "the certificate is not for '%s', but for: %s"
                .formatted(names.group(1), names.group(2).replaceAll("[A-Za-z]+:", ""))
            : "the certificate is for another name than '%s'".formatted(registry.name());
    return Fault.lasting(reason, "Use a name that is in it, or have it made for this one", e);
  }

  private static boolean has(SSLException e, Class<? extends Throwable> cause) {
    return Faults.in(e, cause).isPresent();
  }
}
