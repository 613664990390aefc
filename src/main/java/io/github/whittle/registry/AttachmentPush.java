package io.github.whittle.registry;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Referrers;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends the documents about an image whose manifests are there. */
record AttachmentPush(RegistryTransport transport, Progress progress) {
  /** Under it tools store a document that they fetch. */
  private static final String FILE_NAME = "org.opencontainers.image.title";

  /**
   * @param manifests among which the subjects are
   */
  void push(List<Attachment> attachments, List<Manifest> manifests)
      throws RegistryException, IOException {
    for (var attachment : attachments) {
      try {
        push(attachment, subject(attachment, manifests));
      } catch (RegistryException e) {
        throw failed(attachment, e);
      }
    }
  }

  /** Old registries take images alone; what broke off breaks off without documents, too. */
  private static RegistryException failed(Attachment attachment, RegistryException e) {
    return new RegistryException(
        "%s; that was '%s', which goes with the image%s"
            .formatted(
                e.getMessage(),
                attachment.file().getFileName(),
                e.refused() ? ": without it pushes <push><documents>false</documents></push>" : ""),
        e,
        e.kind());
  }

  private static Descriptor subject(Attachment attachment, List<Manifest> manifests) {
    return manifests.stream()
        .map(Manifest::descriptor)
        .filter(descriptor -> descriptor.digest().equals(attachment.subject()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no manifest " + attachment.subject()));
  }

  private void pushEmptyConfig() throws RegistryException, IOException {
    var file = Files.createTempFile("whittle", ".json");
    try {
      push(Referrers.EMPTY, Files.write(file, Referrers.EMPTY_BYTES));
    } finally {
      Files.delete(file);
    }
  }

  private void push(Attachment attachment, Descriptor subject)
      throws RegistryException, IOException {
    var file = attachment.file();
    var blob =
        new Descriptor(attachment.mediaType(), Digest.of(file), Files.size(file))
            .withAnnotations(Map.of(FILE_NAME, file.getFileName().toString()));
    pushEmptyConfig();
    push(blob, file);
    var manifest =
        Referrers.referrer(attachment.artifactType(), blob, subject, attachment.annotations());
    transport.pushReferrer(manifest);
    progress.debug(
        "%s is attached to %s as %s"
            .formatted(file.getFileName(), subject.digest(), manifest.digest()));
  }

  private void push(Descriptor blob, Path file) throws RegistryException {
    if (!transport.hasBlob(blob)) {
      transport.pushBlob(blob, file, Optional.empty(), Progress.silent().meter("", 0, 0));
    }
  }
}
