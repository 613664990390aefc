package io.github.whittle.sandbox;

import io.github.whittle.user.InvalidInputException;
import java.util.List;

/** The step from root of the namespace into the image, as the image's user. */
final class UserChange {
  private UserChange() {}

  /**
   * @param root of the image, as whoever runs this sees it
   */
  static List<String> words(String root, Program program, Identity identity) {
    var user = program.user();
    var words = new Words(HostTools.named("unshare"));
    boolean changes = user.uid() != 0 || user.gid() != 0;
    if (identity == Identity.ONE && changes) {
      // The kernel refuses a second user namespace to who has left the first root.
      throw new InvalidInputException(
          "the image runs as %s:%s, and without root or subordinate ids (newuidmap, /etc/subuid) only bubblewrap can do that; install bubblewrap"
              .formatted(user.uid(), user.gid()));
    }
    words.addIf(identity != Identity.ONE, "--setgid=" + user.gid(), "--setuid=" + user.uid());
    return words.add("--root=" + root, "--wd=" + program.folder(), "--").list();
  }
}
