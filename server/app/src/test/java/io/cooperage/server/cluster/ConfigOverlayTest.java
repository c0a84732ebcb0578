package io.cooperage.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.server.web.Json;
import org.junit.jupiter.api.Test;

class ConfigOverlayTest {
  @Test
  void objectsAreMergedAndEverythingElseIsReplaced() throws Exception {
    JsonNode base = json("{'a':{'b':1,'c':[1,2]},'d':'x'}");
    assertThat(ConfigOverlay.of(base, json("{'a':{'c':[3],'e':2},'d':{'f':1}}")))
        .isEqualTo(json("{'a':{'b':1,'c':[3],'e':2},'d':{'f':1}}"));
    assertThat(base).isEqualTo(json("{'a':{'b':1,'c':[1,2]},'d':'x'}"));
  }

  @Test
  void whatIsOwnIsFoundAgainAndFollowsAnotherBase() throws Exception {
    JsonNode base = json("{'a':{'b':1,'c':2},'d':'x','e':{'f':1}}");
    JsonNode whole = ConfigOverlay.of(base, json("{'a':{'c':3},'g':[1]}"));
    JsonNode own = ConfigOverlay.difference(base, whole);
    assertThat(own).isEqualTo(json("{'a':{'c':3},'g':[1]}"));
    assertThat(ConfigOverlay.of(json("{'a':{'b':7,'c':8}}"), own))
        .isEqualTo(json("{'a':{'b':7,'c':3},'g':[1]}"));
  }

  private static JsonNode json(String text) throws Exception {
    return Json.MAPPER.readTree(text.replace('\'', '"'));
  }
}
