package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whittle.config.SecretExempt;
import io.github.whittle.config.Secrets;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.secrets.ConfigFinding;
import io.github.whittle.secrets.ConfigScan;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A warning advises an exception, so whatever name it says must be one. */
class SecretNamesProperties {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Property(tries = 300)
  void everyNameOfALabelMayBeAnException(@ForAll String name) throws Exception {
    Assume.that(!name.isBlank());
    assertThat(found(name)).hasSize(1).allMatch(SecretNamesProperties::mayBeExempt);
  }

  @Example
  void soMayThoseWithDomainsAndFolders() throws Exception {
    for (var name :
        List.of("vendor/api-token", "com.example/team/token", "a b?", "*", "/a/token")) {
      assertThat(found(name)).as(name).hasSize(1).allMatch(SecretNamesProperties::mayBeExempt);
    }
  }

  @Property(tries = 300)
  void everyNameInTheWordsThatStartItMayBeAnException(@ForAll String word) throws Exception {
    var json = JSON.createObjectNode();
    json.withArray("/config/Cmd").add(word + "token=Zx9hunter2abc").add(word);
    assertThat(scan(json)).allMatch(SecretNamesProperties::mayBeExempt);
  }

  private static boolean mayBeExempt(ConfigFinding finding) {
    var name = finding.setting().name();
    // What stands in an element has no space around it.
    return new Secrets(Secrets.Mode.FAIL, List.of(SecretExempt.parse(name.strip()))).exempts(name);
  }

  private static List<ConfigFinding> found(String label) throws Exception {
    var json = JSON.createObjectNode();
    json.withObject("/config/Labels").put(label, "jdbc:a?password=hunter2");
    return scan(json);
  }

  private static List<ConfigFinding> scan(Object json) throws Exception {
    return ConfigScan.of(ImageConfig.read(JSON.writeValueAsBytes(json)));
  }
}
