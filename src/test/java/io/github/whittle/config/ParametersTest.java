package io.github.whittle.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private static JsonNode told(String inside) {
    return Parameters.of(Bind.pom(inside).read(), Bind.FOLDER);
  }

  @Test
  void areWhatDecidesTheImage() {
    var told =
        told(
            """
            <from><image>oci://base</image></from>
            <contents>
              <file><source>target/app-{arch}</source><target>/app</target></file>
              <copy><from>tar://../base.tar</from><paths><path>/bin/x</path></paths></copy>
            </contents>
            <container>
              <environment><B>2</B><A>1</A></environment>
              <ports>8080,1000-1005</ports>
              <args>a,b</args>
            </container>
            <compression>zstd</compression>
            """);
    assertThat(told.at("/from/image").asText()).isEqualTo("oci://base");
    assertThat(told.at("/contents/0/file/source").asText()).isEqualTo("target/app-{arch}");
    assertThat(told.at("/contents/1/copy/from").asText()).isEqualTo("tar://base.tar");
    assertThat(told.at("/contents/1/copy/paths/0").asText()).isEqualTo("/bin/x");
    assertThat(told.at("/container/environment")).hasToString("{\"A\":\"1\",\"B\":\"2\"}");
    assertThat(told.at("/container/args")).hasToString("[\"a\",\"b\"]");
    assertThat(told.at("/compression/type").asText()).isEqualTo("zstd");
    assertThat(told.toString()).doesNotContain(Bind.FOLDER.toString()).doesNotContain("[text=");
  }

  @Test
  void haveNoSecretsAndNoFoldersOfTheMachine() {
    var told =
        told(
            """
            <from><image>host/base:1</image><auth><username>marked-1</username><password>marked-2</password></auth></from>
            <to>
              <image>host/app</image>
              <auth><username>marked-3</username><password>marked-4</password></auth>
              <credHelper><helper>marked-5</helper><environment><X>marked-6</X></environment></credHelper>
            </to>
            <contents><directory><source>/marked-7/data</source><target>/data</target></directory></contents>
            <trace><environment><X>marked-8</X></environment></trace>
            <verify><command>marked-9</command></verify>
            <strip><keepDebug>/marked-10</keepDebug></strip>
            <cache>/marked-11</cache>
            <outputDirectory>/marked-12</outputDirectory>
            <registryCertificates>/marked-13</registryCertificates>
            """);
    assertThat(told.toString()).doesNotContain("marked");
    assertThat(told.at("/contents/0/directory/source").asText()).isEqualTo("data");
  }
}
