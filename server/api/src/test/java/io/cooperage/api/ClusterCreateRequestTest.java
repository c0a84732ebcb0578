package io.cooperage.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import org.junit.jupiter.api.Test;

class ClusterCreateRequestTest {

  private final JsonMapper json = JsonMapper.builder().addModule(new Jdk8Module()).build();

  @Test
  void absentConfigIsNoConfig() throws Exception {
    ClusterCreateRequest request =
        json.readValue(
            "{\"name\":\"a\",\"clusterTemplate\":\"t\",\"numMachines\":1}",
            ClusterCreateRequest.class);
    assertThat(request.config()).isEmpty();
    assertThat(request.services()).isEmpty();
  }

  @Test
  void configOfNullIsNoConfig() throws Exception {
    ClusterCreateRequest request =
        json.readValue(
            "{\"name\":\"a\",\"clusterTemplate\":\"t\",\"numMachines\":1,\"config\":null}",
            ClusterCreateRequest.class);
    assertThat(request.config()).isEmpty();
  }
}
