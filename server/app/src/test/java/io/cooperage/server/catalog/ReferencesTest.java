package io.cooperage.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.EntityKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          provider        | {'providertype':'pool','provisioner':{'a':'b'}} | providertype pool at providertype
          hardwaretype    | {'providermap':{'lab':{'flavor':'small'}}} | provider lab at providermap
          imagetype       | {'providermap':{'lab':{'image':'debian'}}} | provider lab at providermap
          service         | {'dependencies':{'install':{'requires':['a'],'uses':['x']},'runtime':{'requires':['b']},'conflicts':['y'],'provides':['z']}} | service a at dependencies.install.requires, service b at dependencies.runtime.requires
          service         | {'provisioner':{'actions':{'start':{'type':'shell'}}}} | automatortype shell at provisioner.actions.start.type
          clustertemplate | {'extends':{'name':'base'},'includes':[{'name':'part'}]} | clustertemplate base at extends, partialtemplate part at includes
          clustertemplate | {'defaults':{'services':['s'],'provider':'p','hardwaretype':'h','imagetype':'i'}} | service s at defaults.services, provider p at defaults.provider, hardwaretype h at defaults.hardwaretype, imagetype i at defaults.imagetype
          partialtemplate | {'compatibility':{'services':['s'],'hardwaretypes':['h'],'imagetypes':['i']}} | service s at compatibility.services, hardwaretype h at compatibility.hardwaretypes, imagetype i at compatibility.imagetypes
          partialtemplate | {'constraints':{'services':{'s':{'hardwaretypes':['h']}},'layout':{'cantcoexist':[['a','b']]}}} | hardwaretype h at constraints.services.s.hardwaretypes
          providertype    | {'parameters':{}} |
          """)
  void sayWhatADocumentNeeds(String kind, String document, String expected) throws Exception {
    List<String> found =
        References.of(
                EntityKind.parse(kind), CatalogJson.MAPPER.readTree(document.replace('\'', '"')))
            .stream()
            .map(
                reference ->
                    "%s %s at %s"
                        .formatted(
                            reference.target().kind().wire(),
                            reference.target().name(),
                            reference.path()))
            .toList();
    assertThat(found)
        .containsExactlyElementsOf(expected == null ? List.of() : List.of(expected.split(", ")));
  }

  @Test
  void onlyTheKindsThatAreSearchedNeedAKind() {
    for (EntityKind kind : EntityKind.values()) {
      References.of(kind, RightDocuments.of(kind))
          .forEach(
              reference ->
                  assertThat(References.kindsThatNeed(reference.target().kind())).contains(kind));
    }
  }
}
