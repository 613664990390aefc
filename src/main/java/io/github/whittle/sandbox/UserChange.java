package io.github.whittle.sandbox;

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
    if (identity == Identity.ONE) {
      // One id is all there is: a second user namespace gives it the number of the image's user.
      words.addIf(
          user.uid() != 0 || user.gid() != 0,
          "--user",
          "--map-user=" + user.uid(),
          "--map-group=" + user.gid());
    } else {
      words.add("--setgid=" + user.gid(), "--setuid=" + user.uid());
    }
    return words.add("--root=" + root, "--wd=" + program.folder(), "--").list();
  }
}
