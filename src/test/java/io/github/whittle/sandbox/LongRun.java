package io.github.whittle.sandbox;

import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Runs, recorded, a program that goes on. Arguments: the way, a folder to unpack in, for how many
 * seconds the program sleeps.
 */
final class LongRun {
  private LongRun() {}

  public static void main(String[] args) throws IOException {
    var ways = List.of(new Bubblewrap(), new Unshare(), new Chroot());
    var way = ways.stream().filter(w -> w.name().equals(args[0])).findFirst().orElseThrow();
    var script = "trap '' HUP INT TERM; sleep %s & sleep %s; wait".formatted(args[2], args[2]);
    var tree = Trees.busybox("sh", "sleep").tree();
    var guest = new Guest(tree, Trees.shell(33, script));
    var host = Host.find(List.of(way), false);
    try (var box = Sandbox.recorded(host, guest, Path.of(args[1]), Progress.silent())) {
      box.await(Duration.ofMinutes(1));
    }
  }
}
