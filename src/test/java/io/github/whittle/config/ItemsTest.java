package io.github.whittle.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemsTest {
  @Test
  void systemAloneHasNonrootTheBundleOfTheJdkAndTmp() {
    var system = system("<system/>");
    assertThat(system.users()).hasToString("nonroot:65532:65532:/home/nonroot");
    assertThat(system.certificates()).isEqualTo(Certificates.JDK);
    assertThat(system.timezones()).hasToString("none");
    assertThat(system.tmp()).isTrue();
  }

  @Test
  void usersAndTimezonesAreListsOrTexts() {
    var system =
        system(
            "<system><users><user>app:1000</user><user>db:5:6:/var/db</user></users>"
                + "<timezones>UTC, Europe/Berlin</timezones><certificates>host</certificates></system>");
    assertThat(system.users()).hasToString("app:1000:1000:/home/app,db:5:6:/var/db");
    assertThat(system.timezones().names()).isEqualTo(List.of("UTC", "Europe/Berlin"));
    assertThat(system.certificates()).isEqualTo(Certificates.HOST);
    var none = system("<system><users>none</users><timezones>all</timezones></system>");
    assertThat(none.users()).hasToString("none");
    assertThat(none.timezones()).hasToString("all");
    var image = system("<system><certificates>r.io/certs:1</certificates></system>");
    assertThat(image.certificates().image()).map(Object::toString).contains("r.io/certs:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<users>app</users> | <system><users>: 'app' is not a user; write name:uid[:gid[:home]], for example app:1000 or app:1000:1000:/app",
        "<users>a b:1</users> | <system><users>: 'a b' is not a user; write name:uid[:gid[:home]], for example app:1000 or app:1000:1000:/app",
        "<users>root:5</users> | <system><users>: root is 0:0 on every system, and there without being named; remove 'root:5:5', or give that user another name",
        "<users>a:1,a:2</users> | <system><users>: the user 'a' is there twice; remove one",
        "<users>a:1:1:home</users> | <system><users>: 'home' is not absolute; write '/home'",
        "<users>a:1:1:/a:b</users> | <system><users>: the home '/a:b' has a ':' or a control character, which no passwd file can hold",
        "<users>a:1:x</users> | <system><users>: '1:x' is not an owner; write numbers as uid:gid, for example 1000:1000",
        "<timezones>../../etc/passwd</timezones> | <system><timezones>: '../../etc/passwd' is not a timezone; write names as Europe/Berlin, or all, or none",
        "<certificates>mine</certificates> | <system><certificates>: 'mine' is not known; write jdk, host or none, or an image with its tag, as debian:12"
      })
  void saysWhatToWriteInsteadInSystem(String inside, String message) {
    assertThat(Bind.pom("<contents><system>" + inside + "</system></contents>").errors())
        .containsExactly("pom.xml:2: " + message);
  }

  @Test
  void anArchiveHasItsParts() {
    var archive =
        (ArchiveItem)
            Bind.pom(
                    "<contents><archive><source>a-{arch}.tgz</source><target>/opt</target>"
                        + "<includes>bin/**</includes><stripComponents>1</stripComponents></archive></contents>")
                .read()
                .contents()
                .get(0);
    assertThat(archive.includes()).containsExactly("bin/**");
    assertThat(archive.excludes()).isEmpty();
    assertThat(archive.stripComponents()).isEqualTo(1);
    assertThat(archive.isSingle()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<archive><source>a</source><target>/</target><stripComponents>-1</stripComponents></archive> | <contents><archive>: <stripComponents> is -1; write how many folders to take off the front, for example 1",
        "<artifact><coordinates>g:a:1</coordinates><target>/</target><mode>0755</mode><unpack>true</unpack></artifact> | <contents><artifact>: <mode> is of one file, and <unpack> gives many, which keep the modes of the archive; remove <mode>",
        "<artifact><coordinates>g:a:1</coordinates><target>/</target></artifact> | <contents><artifact>: <target> is the folder '/'; write the whole path with the name, for example '/hello'"
      })
  void saysWhatToWriteInstead(String item, String message) {
    assertThat(Bind.pom("<contents>" + item + "</contents>").errors())
        .containsExactly("pom.xml:2: " + message);
  }

  private static SystemItem system(String item) {
    return (SystemItem) Bind.pom("<contents>" + item + "</contents>").read().contents().get(0);
  }
}
