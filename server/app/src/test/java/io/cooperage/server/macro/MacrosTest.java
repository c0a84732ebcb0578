package io.cooperage.server.macro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.Link;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MacrosTest {
  private static final MacroNode FIRST = node(1000, "svcA", "zookeeper-server");
  private static final MacroNode SECOND = node(1001, "svcA", "svc.B");
  private static final MacroNode THIRD = node(1002, "svcA");

  /** The nodes are given out of order on purpose. */
  private static final MacroCluster CLUSTER =
      new MacroCluster("ada", List.of(THIRD, FIRST, SECOND));

  @Test
  void aConfigurationThatGrowsBeyondAllBoundsIsRefused() {
    String many = "%host.service.svcA%".repeat(60_000);
    assertThatThrownBy(
            () ->
                Macros.expand(
                    JsonNodeFactory.instance.objectNode().put("hosts", many), CLUSTER, FIRST))
        .isInstanceOf(MacroException.class)
        .hasMessageContaining("hosts: ")
        .hasMessageContaining("longer than 2097152 characters");
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < 60; i++) {
      fields.put("f" + i, "%host.service.svcA%".repeat(1000));
    }
    assertThatThrownBy(() -> Macros.expand(fields, CLUSTER, FIRST))
        .hasMessageContaining("longer than 2097152 characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          plain                                      | plain
          100%%                                      | 100%
          %%host.self%%                              | %host.self%
          by %cluster.owner%!                        | by ada!
          %host.self%                                | h1001.local
          %ip.self%                                  | 10.0.0.1
          %ip.bind_v4.self%                          | 10.0.0.1
          %ip.access_v4.self%                        | 192.0.2.1
          %host.service.svcA%                        | h1000.local,h1001.local,h1002.local
          %host.service.svcA[0]%                     | h1000.local
          %host.service.svcA[2]%                     | h1002.local
          %host.service.svc.B%                       | h1001.local
          %ip.service.svcA%                          | 10.0.0.0,10.0.0.1,10.0.0.2
          %ip.service.svcA[1]%                       | 10.0.0.1
          %ip.access_v4.service.svcA%                | 192.0.2.0,192.0.2.1,192.0.2.2
          %ip.access_v4.service.svcA[2]%             | 192.0.2.2
          %num.service.svcA%                         | 3
          %instance.self.service.svcA%               | 2
          %instance.self.service.svc.B%              | 1
          %join(host.service.svcA,' ')%              | h1000.local h1001.local h1002.local
          %join(host.service.svcA,'')%               | h1000.localh1001.localh1002.local
          %map(ip.service.svcA,'$:2181')%            | 10.0.0.0:2181,10.0.0.1:2181,10.0.0.2:2181
          %map(ip.service.svc.B,'$$$/$')%            | $10.0.0.1/10.0.0.1
          %join(map(ip.service.svcA,'http://$/'),';')% | http://10.0.0.0/;http://10.0.0.1/;http://10.0.0.2/
          %join( map( ip.service.svcA , '$' ), '''' )% | 10.0.0.0'10.0.0.1'10.0.0.2
          %join(ip.service.svcA,'%%')%               | 10.0.0.0%10.0.0.1%10.0.0.2
          %host.service.absent%                      | %host.service.absent%
          %host.service.absent[3]%                   | %host.service.absent[3]%
          %join(map(ip.service.absent,'$'),',')%:1   | %join(map(ip.service.absent,'$'),',')%:1
          %num.service.absent%                       | %num.service.absent%
          %instance.self.service.zookeeper-server%   | %instance.self.service.zookeeper-server%
          %host.self%-%%-%num.service.svcA%          | h1001.local-%-3
          """)
  void expands(String text, String expanded) {
    assertThat(Macros.expand(text, CLUSTER, SECOND)).isEqualTo(expanded);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          %host.service.svcA[3]%       | [3] is out of range: service "svcA" is on 3 machines of the cluster, [0] to [2]
          100% sure                    | at character 4: the macro that begins here has no closing %
          %host.servce.svcA%           | "host.servce.svcA" is no macro; known are cluster.owner, host.self
          %host.service.svcA[x]%       | "host.service.svcA[x]" is no macro
          %host.service.svcA[-1]%      | "host.service.svcA[-1]" is no macro
          %ip.mac.self%                | Machine h1001.local has no address of kind "mac"; it has [access_v4, bind_v4]
          %join(host.service.svcA)%    | , is expected
          %join(host.service.svcA,;)%  | ' is expected
          %join(host.service.svcA,';%  | the quoted text has no closing '
          %join(host.service.svcA,';'% | ) is expected
          %host.self x%                | a closing % is expected
          % %                          | "" is no macro
          %h %l %u                     | "h" is no macro
          """)
  void refusesWithTheReason(String text, String message) {
    assertThatExceptionOfType(MacroException.class)
        .isThrownBy(() -> Macros.expand(text, CLUSTER, SECOND))
        .withMessageContaining(message);
  }

  @Test
  void expandsEveryStringOfATreeAndNothingElse() throws Exception {
    JsonNode tree =
        json("{'%host.self%': ['%host.self%', {'a': '%num.service.svcA%', 'b': 1, 'c': null}]}");
    assertThat(Macros.expand(tree, CLUSTER, SECOND))
        .isEqualTo(json("{'%host.self%': ['h1001.local', {'a': '3', 'b': 1, 'c': null}]}"));
  }

  @Test
  void errorInATreeNamesTheField() throws Exception {
    JsonNode tree = json("{'hadoop': {'site': ['ok', '%host.service.svcA[7]%']}}");
    assertThatExceptionOfType(MacroException.class)
        .isThrownBy(() -> Macros.expand(tree, CLUSTER, SECOND))
        .withMessageStartingWith("hadoop.site[1]: [7] is out of range");
  }

  @Test
  void checkFindsAllThatIsWrongWhateverTheCluster() throws Exception {
    JsonNode tree = json("{'a': '%oops%', 'b': ['%host.self%', '50% off'], 'c': '%x.y%'}");
    assertThat(Macros.check(tree)).hasSize(3);
    assertThat(Macros.check(tree).get(0)).startsWith("a: In \"%oops%\" at character 2");
    assertThat(Macros.check(tree).get(1)).startsWith("b[1]: ");
  }

  @Test
  void addressedServicesAreThoseWhoseAddressesAreAskedFor() throws Exception {
    assertThat(
            Macros.addressedServices(
                json(
                    "{'a': '%ip.service.a% %host.service.h%', 'b': ['%join(map(ip.access_v4."
                        + "service.b[0],''),'')%', '%ip.self% %num.service.n%', '%oops%']}"
                            .replace("''", "\\u0027\\u0027"))))
        .containsExactly("a", "b");
  }

  @Test
  void machineWithoutAddressesYetLeavesTheTextAsItIs() {
    MacroNode fresh = new MacroNode(1003, "h1003.local", Map.of(), Set.of("svcA"));
    MacroCluster cluster = new MacroCluster("ada", List.of(FIRST, fresh));
    assertThat(Macros.expand("%ip.service.svcA% %ip.service.svcA[0]%", cluster, FIRST))
        .isEqualTo("%ip.service.svcA% 10.0.0.0");
    assertThat(Macros.expand("%ip.self%", cluster, fresh)).isEqualTo("%ip.self%");
  }

  @Test
  void linkToAServiceOnSeveralMachinesBecomesOneForEach() {
    assertThat(
            Macros.links(
                List.of(
                    new Link("B", "http://%ip.access_v4.service.svc.B%:80/"),
                    new Link("A", "http://%ip.service.svcA%/"),
                    new Link("gone", "http://%ip.service.absent%/"),
                    new Link("all", "x:%join(ip.service.svcA,'+')%")),
                CLUSTER))
        .containsExactly(
            new Link("B", "http://192.0.2.1:80/"),
            new Link("A (h1000.local)", "http://10.0.0.0/"),
            new Link("A (h1001.local)", "http://10.0.0.1/"),
            new Link("A (h1002.local)", "http://10.0.0.2/"),
            new Link("all", "x:10.0.0.0+10.0.0.1+10.0.0.2"));
  }

  @Test
  void linkKnowsNoMachineAtHand() {
    assertThatExceptionOfType(MacroException.class)
        .isThrownBy(() -> Macros.links(List.of(new Link("x", "http://%host.self%")), CLUSTER))
        .withMessageContaining("a link belongs to the whole cluster");
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  private static MacroNode node(int number, String... services) {
    int n = number - 1000;
    return new MacroNode(
        number,
        "h" + number + ".local",
        Map.of("bind_v4", "10.0.0." + n, "access_v4", "192.0.2." + n),
        Set.of(services));
  }
}
