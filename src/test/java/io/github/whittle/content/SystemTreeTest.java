package io.github.whittle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.config.BaseReference;
import io.github.whittle.config.Certificates;
import io.github.whittle.config.Owner;
import io.github.whittle.config.SystemItem;
import io.github.whittle.config.Timezones;
import io.github.whittle.config.Users;
import io.github.whittle.config.Users.User;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.support.Language;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.Entry.Symlink;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemTreeTest {
  private static final Users NOBODY = new Users(List.of());
  private static final Users NONROOT =
      users(new User("nonroot", new Owner(65532, 65532), path("/home/nonroot")));
  private static final Timezones NO_ZONES = new Timezones(false, List.of());

  private final WorkFolder work = new WorkFolder(Path.of("target"));
  private final TreeMap<TreePath, Entry> below = new TreeMap<>();

  @AfterEach
  void close() throws Exception {
    work.close();
  }

  @Test
  void aloneItGivesUsersABundleAndTmp() throws Exception {
    var tree = read(NONROOT, Certificates.JDK, NO_ZONES, true);
    assertThat(tree.entries().keySet())
        .containsExactly(
            path("/etc/group"),
            path("/etc/passwd"),
            path("/etc/ssl/certs/ca-certificates.crt"),
            path("/home/nonroot"),
            path("/root"),
            path("/tmp"));
    assertThat(text(tree, "/etc/passwd"))
        .isEqualTo(
            """
            root:x:0:0:root:/root:/sbin/nologin
            nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin
            """);
    assertThat(text(tree, "/etc/group"))
        .isEqualTo(
            """
            root:x:0:
            nonroot:x:65532:
            """);
    assertThat(tree.entry(path("/tmp"))).contains(new Directory(Attributes.of(01777, Scenes.TIME)));
    assertThat(tree.entry(path("/home/nonroot")))
        .contains(new Directory(Attributes.of(0700, Scenes.TIME).withOwner(65532, 65532)));
    assertThat(text(tree, "/etc/ssl/certs/ca-certificates.crt")).startsWith("-----BEGIN CERT");
  }

  @Test
  void numbersOfUsersHaveTheDigitsOfNoLanguage() throws Exception {
    var tree = Language.in("ar-EG", () -> read(NONROOT, Certificates.NONE, NO_ZONES, false));
    assertThat(text(tree, "/etc/group")).isEqualTo("root:x:0:\nnonroot:x:65532:\n");
    assertThat(text(tree, "/etc/passwd")).contains("nonroot:x:65532:65532:");
  }

  @Test
  void theBundleOfAnImageIsFoundThroughLinks() throws Exception {
    var image = new TreeMap<TreePath, Entry>();
    image.put(path("/etc/ssl/cert.pem"), new Symlink(Attributes.of(0777, 0), "../../certs"));
    image.put(
        path("/certs"), new RegularFile(Attributes.of(0600, 5), Content.of(CaBundle.ofJdk())));

    var tree = ofImage(image);
    var bundle = "/etc/ssl/certs/ca-certificates.crt";
    assertThat(tree.inode(path(bundle)).orElseThrow().attributes())
        .isEqualTo(Attributes.of(0644, Scenes.TIME));
    assertThat(text(tree, bundle))
        .isEqualTo(new String(CaBundle.ofJdk(), StandardCharsets.US_ASCII));
  }

  @Test
  void anImageWithoutABundleIsRefused() {
    var image = new TreeMap<TreePath, Entry>();
    assertThatThrownBy(() -> ofImage(image))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(
            "pom.xml:7: <system>: <certificates> is 'r.io/certs:1', and that image has no bundle at"
                + " one of [/etc/ssl/certs/ca-certificates.crt, ");
    image.put(
        path("/etc/ssl/cert.pem"),
        new RegularFile(Attributes.of(0644, 5), Content.of(new byte[3])));
    assertThatThrownBy(() -> ofImage(image))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'/etc/ssl/cert.pem' of the image 'r.io/certs:1'");
  }

  private static FileTree ofImage(TreeMap<TreePath, Entry> image) throws Exception {
    var reference = BaseReference.parse("r.io/certs:1", Path.of(""));
    var item =
        new SystemItem(
            Scenes.where("<system>"),
            NOBODY,
            new Certificates(Certificates.Source.IMAGE, Optional.of(reference)),
            NO_ZONES,
            false);
    var scene = Scenes.amd64(FileTree.empty(), FileTree.of(image), new Ledger(), List.of());
    return Contents.tree(item, scene);
  }

  @Test
  void everyPartCanBeLeftOut() throws Exception {
    assertThat(read(NOBODY, Certificates.NONE, NO_ZONES, false).isEmpty()).isTrue();
  }

  @Test
  void theLinesOfTheImageStay() throws Exception {
    file("/usr/etc/passwd", "root:x:0:0::/:/bin/sh\nwww:x:33:33::/var:/bin/sh");
    file("/usr/etc/group", "root:x:0:\nadm:x:4:www\n");
    below.put(path("/etc"), new Symlink(Attributes.of(0777, 0), "usr/etc"));
    var tree = read(NONROOT, Certificates.NONE, NO_ZONES, false);
    assertThat(text(tree, "/etc/passwd"))
        .isEqualTo(
            """
            root:x:0:0::/:/bin/sh
            www:x:33:33::/var:/bin/sh
            nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin
            """);
    assertThat(text(tree, "/etc/group"))
        .isEqualTo(
            """
            root:x:0:
            adm:x:4:www
            nonroot:x:65532:
            """);
  }

  @Test
  void aUserWithAnotherNumberInTheImageIsRefused() {
    file("/etc/passwd", "nonroot:x:1000:1000::/:/bin/sh");
    assertThatThrownBy(() -> read(NONROOT, Certificates.NONE, NO_ZONES, false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "pom.xml:7: <system>: <users> has 'nonroot' with the number 65532, and '/etc/passwd' of"
                + " the image has the line 'nonroot:x:1000:1000::/:/bin/sh'; write that number, or"
                + " another name");
  }

  @Test
  void aPasswdThatIsNoneIsRefused() {
    file("/etc/passwd", "x".repeat(2_000_000));
    assertThatThrownBy(() -> read(NONROOT, Certificates.NONE, NO_ZONES, false))
        .hasMessage(
            "pom.xml:7: <system>: '/etc/passwd' of the image has 2000000 bytes, so it holds no"
                + " users");
  }

  @Test
  void aHomeThatTheImageHasStays() throws Exception {
    below.put(path("/srv"), new Directory(Attributes.of(0755, 3)));
    var tree =
        read(
            users(
                new User("a", new Owner(7, 8), path("/srv")),
                new User("b", new Owner(8, 8), TreePath.ROOT)),
            Certificates.NONE,
            NO_ZONES,
            false);
    assertThat(tree.entries().keySet())
        .containsExactly(path("/etc/group"), path("/etc/passwd"), path("/root"));
    assertThat(text(tree, "/etc/passwd"))
        .endsWith("a:x:7:8:a:/srv:/sbin/nologin\nb:x:8:8:b:/:/sbin/nologin\n");
  }

  private FileTree read(Users users, Certificates certificates, Timezones zones, boolean tmp)
      throws Exception {
    var item = new SystemItem(Scenes.where("<system>"), users, certificates, zones, tmp);
    return Contents.tree(item, Scenes.over(FileTree.of(below), work));
  }

  private static Users users(User... users) {
    return new Users(List.of(users));
  }

  private void file(String path, String text) {
    below.put(
        path(path),
        new RegularFile(Attributes.of(0644, 0), Content.of(text.getBytes(StandardCharsets.UTF_8))));
  }

  private static String text(FileTree tree, String at) throws Exception {
    try (var in = ((RegularFile) tree.inode(path(at)).orElseThrow()).content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static TreePath path(String value) {
    return new TreePath(value);
  }
}
