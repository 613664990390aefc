package io.github.whittle.registry;

import io.github.whittle.image.Digest;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Referrers;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The list of what refers to one manifest, page by page, where a registry keeps it.
 *
 * @param call asks for a page; empty if the registry has no such list
 */
record ReferrersEndpoint(Digest subject, Call call) {
  /** What registries answer that do not know the path. */
  static final Set<Integer> NONE = Set.of(400, 404, 405, 501);

  private static final int PAGES = 1000;

  /**
   * A part of the list.
   *
   * @param next where there is more, as a link
   */
  record Page(Manifest index, Optional<String> next) {}

  /** Asks for a page at what {@code instead} makes of the manifest's URL. */
  @FunctionalInterface
  interface Call {
    Optional<Page> page(UnaryOperator<URL> instead) throws RegistryException;
  }

  /** All pages in one; empty if the registry has no such list. */
  Optional<Manifest> list() throws RegistryException {
    var page = call.page(ReferrersEndpoint::first);
    if (page.isEmpty()) {
      return Optional.empty();
    }
    var all = page.get().index();
    for (int pages = 1; pages < PAGES && page.flatMap(Page::next).isPresent(); pages++) {
      var link = page.get().next().get();
      page = call.page(url -> next(url, link));
      if (page.isPresent()) {
        all = Referrers.joined(all, page.get().index());
      }
    }
    return Optional.of(all);
  }

  private static URL first(URL manifest) {
    int end = manifest.getPath().lastIndexOf("/manifests/");
    return url(
        manifest,
        manifest.getPath().substring(0, end)
            + "/referrers/"
            + manifest.getPath().substring(end + "/manifests/".length()));
  }

  /** On the same host, whatever the link says. */
  private static URL next(URL manifest, String link) {
    return url(manifest, url(manifest, link).getFile());
  }

  private static URL url(URL from, String link) {
    try {
      return new URL(from, link);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("'%s' is no link".formatted(link), e);
    }
  }
}
