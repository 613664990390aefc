package io.github.whittle.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.tree.TreePath;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StraceLogTest {
  private static Trace read(StraceLog log, String text) {
    text.lines().forEach(log::line);
    return log.trace();
  }

  private static Trace read(String text) {
    return read(new StraceLog(), text);
  }

  private static List<String> texts(Collection<TreePath> paths) {
    return paths.stream().map(TreePath::value).toList();
  }

  @Test
  void namesAreRelativeToFolderOrDescriptor() {
    var trace =
        read(
            """
            10  execve("/bin/sh", ["/bin/sh", "-c", "cat f, \\")\\""], 0x557d3e5eda10 /* 2 vars */) = 0
            10  newfstatat(AT_FDCWD</etc>, ".", {st_mode=S_IFDIR|0755, st_size=4096, ...}, 0) = 0
            10  openat(AT_FDCWD</etc>, "l", O_RDONLY) = 3</etc/real>
            10  newfstatat(4</opt/lib>, "a.so", {st_mode=S_IFREG|0755, ...}, AT_SYMLINK_NOFOLLOW) = 0
            10  newfstatat(5</srv>, "", {st_mode=S_IFDIR|0755, ...}, AT_EMPTY_PATH) = 0
            10  readlink("/proc/self/exe", "/bin/busybox", 4096) = 12
            10  access("../up/./here", R_OK) = -1 EACCES (Permission denied)
            10  rename("/a", "b") = 0
            10  getdents64(3</etc>, 0x1bfe2ec0 /* 4 entries */, 32768) = 96
            10  exit_group(0) = ?
            10  +++ exited with 0 +++
            """);

    assertThat(texts(trace.paths()))
        .containsExactly(
            "/a",
            "/bin/sh",
            "/etc",
            "/etc/b",
            "/etc/l",
            "/etc/real",
            "/opt/lib/a.so",
            "/proc/self/exe",
            "/srv",
            "/up/here");
    assertThat(trace.missing()).isEmpty();
  }

  @Test
  void whatWasLookedForInVainIsKeptApart() {
    var trace =
        read(
            """
            access("/etc/ld.so.preload", R_OK)      = -1 ENOENT (No such file or directory)
            openat(AT_FDCWD, "/etc/passwd/x", O_RDONLY) = -1 ENOTDIR (Not a directory)
            openat(AT_FDCWD, "/etc/hosts", O_RDONLY|O_CLOEXEC) = 3
            """);

    assertThat(texts(trace.paths())).containsExactly("/etc/hosts");
    assertThat(texts(trace.missing())).containsExactly("/etc/ld.so.preload", "/etc/passwd/x");
  }

  @Test
  void withoutDescriptorsNamesFoldersAndChildrenAreFollowed() {
    var trace =
        read(
            """
            [pid    10] 12:00:00.123456 chdir("srv") = 0
            [pid    10] 12:00:00.123456 openat(AT_FDCWD, "sub", O_RDONLY|O_DIRECTORY) = 7
            [pid    10] clone(child_stack=NULL, flags=SIGCHLD) = 11
            [pid    11] openat(7, "a", O_RDONLY) = 8
            [pid    11] fchdir(7) = 0
            [pid    11] stat("b", {st_mode=S_IFREG|0644, st_size=3, ...}) = 0
            [pid    10] stat("c", {st_mode=S_IFREG|0644, st_size=3, ...}) = 0
            [pid    10] write(7, "not/a/path", 10) = 10
            """);

    assertThat(texts(trace.paths()))
        .containsExactly("/srv", "/srv/c", "/srv/sub", "/srv/sub/a", "/srv/sub/b");
  }

  @Test
  void callsThatAreCutInTwoAreJoined() {
    var trace =
        read(
            """
            10 openat(AT_FDCWD</w>, "one", O_RDONLY <unfinished ...>
            11 openat(AT_FDCWD</w>, "two", O_RDONLY <unfinished ...>
            10 <... openat resumed>) = -1 ENOENT (No such file or directory)
            11 <... openat resumed>)             = 3</w/two>
            """);

    assertThat(texts(trace.paths())).containsExactly("/w/two");
    assertThat(texts(trace.missing())).containsExactly("/w/one");
  }

  @Test
  void aChildWhoseNumberIsOfAnotherNamespaceIsThatOfWhoeverForked() {
    var trace =
        read(
            new StraceLog("/work", "", 1),
            """
            10 execve("/usr/bin/bwrap", ["bwrap"], 0x1 /* 2 vars */) = 0
            10 openat(AT_FDCWD, "/etc/host-only", O_RDONLY) = 3
            10 clone(child_stack=NULL, flags=CLONE_NEWPID|SIGCHLD <unfinished ...>
            11 openat(AT_FDCWD, "/newroot/x", O_RDONLY) = 3
            10 <... clone resumed>) = 11
            11 clone(child_stack=NULL, flags=SIGCHLD) = 2
            12 execve("/usr/local/bin/app", ["app"], 0x1) = -1 ENOENT (No such file or directory)
            12 execve("/usr/bin/app", ["app"], 0x1) = 0
            12 openat(AT_FDCWD, "conf", O_RDONLY) = 3
            12 vfork() = 3
            13 execve("/usr/bin/child", ["child"], 0x1) = 0
            13 openat(AT_FDCWD, "other", O_RDONLY) = 3
            """);

    assertThat(texts(trace.paths()))
        .containsExactly("/usr/bin/app", "/usr/bin/child", "/work/conf", "/work/other");
    assertThat(texts(trace.missing())).containsExactly("/usr/local/bin/app");
  }

  @Test
  void namesAreBytes() {
    var trace =
        read(
            """
            1 openat(AT_FDCWD</\\303\\244>, "\\303\\266 \\"q\\" \\\\ \\n", O_RDONLY) = 3</\\303\\244/x \\76>
            1 openat(AT_FDCWD</>, "\\377", O_RDONLY) = 3</\\377 (deleted)>
            1 stat("\\x61\\x62", {st_mode=0}) = 0
            """);

    assertThat(texts(trace.paths()))
        .containsExactlyInAnyOrder("/ä/ö \"q\" \\ \n", "/ä/x >", "/\udcff", "/ab");
  }

  @Test
  void pathsOfASandboxLoseWhatStandsBeforeThem() {
    var trace =
        read(
            new StraceLog("/", "/tmp/box", 0),
            "1 openat(AT_FDCWD</tmp/box/etc>, \"f\", O_RDONLY) = 3</tmp/box/etc/g>");

    assertThat(texts(trace.paths())).containsExactly("/etc/f", "/etc/g");
  }
}
