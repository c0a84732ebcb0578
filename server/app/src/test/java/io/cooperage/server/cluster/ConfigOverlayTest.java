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

  private static JsonNode json(String text) throws Exception {
    return Json.MAPPER.readTree(text.replace('\'', '"'));
  }
}
