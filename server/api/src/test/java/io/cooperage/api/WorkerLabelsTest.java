package io.cooperage.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkerLabelsTest {
  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void theirTextIsInOrderAndReadBack() {
    WorkerLabels labels = WorkerLabels.of(Map.of("rack", "a", "network", "private"));
    assertThat(labels).hasToString("network=private,rack=a");
    assertThat(WorkerLabels.parse(labels.toString())).isEqualTo(labels);
    assertThat(WorkerLabels.parse("")).isEqualTo(WorkerLabels.NONE);
  }

  @Test
  void inJsonTheyAreAnObject() throws Exception {
    WorkerLabels labels = WorkerLabels.parse("network=private,rack=a");
    String json = mapper.writeValueAsString(labels);
    assertThat(json).isEqualTo("{\"network\":\"private\",\"rack\":\"a\"}");
    assertThat(mapper.readValue(json, WorkerLabels.class)).isEqualTo(labels);
  }

  @Test
  void whoCarriesMoreCarriesLessToo() {
    WorkerLabels all = WorkerLabels.parse("network=private,rack=a");
    assertThat(all.include(WorkerLabels.parse("rack=a"))).isTrue();
    assertThat(all.include(WorkerLabels.NONE)).isTrue();
    assertThat(all.include(WorkerLabels.parse("rack=b"))).isFalse();
    assertThat(WorkerLabels.NONE.include(all)).isFalse();
  }

  @Test
  void whatNobodyCouldWriteAsTextIsRefused() {
    assertThatThrownBy(() -> WorkerLabels.of(Map.of("a=b", "c"))).hasMessageContaining("a=b=c");
    assertThatThrownBy(() -> WorkerLabels.of(Map.of("a", "b,c"))).hasMessageContaining("b,c");
    assertThatThrownBy(() -> WorkerLabels.of(Map.of("a", ""))).hasMessageContaining("wrong");
    assertThatThrownBy(() -> WorkerLabels.parse("a")).hasMessageContaining("name=value");
    Map<String, String> nine =
        IntStream.range(0, 9).boxed().collect(Collectors.toMap(i -> "n" + i, i -> "v"));
    assertThatThrownBy(() -> WorkerLabels.of(nine)).hasMessageContaining("9 labels");
  }
}
