package io.github.whittle.sandbox;

import java.util.List;

/** The steps from a shell that is root at the image's folder to the program of the image. */
record Inside(Program program, Identity identity) {
  /** Programs before the image's: setpriv, env and unshare. */
  int launchers() {
    return 3;
  }

  List<String> words() {
    var words = new Words(HostTools.named("setpriv"), "--bounding-set", Capabilities.set());
    words.add("--inh-caps", "-all", "--");
    // The shell that started us may have made these two deaf.
    words.add(HostTools.named("env"), "--default-signal=INT,QUIT", "--ignore-environment");
    program.environment().forEach((name, value) -> words.add(name + "=" + value));
    return words.add(UserChange.words(".", program, identity)).add(program.words()).list();
  }
}
