package io.cooperage.server.macro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;

class MacrosPropertyTest {
  private static final MacroNode NODE =
      new MacroNode(1000, "h", Map.of("bind_v4", "10.0.0.1"), Set.of("s"));
  private static final MacroCluster CLUSTER = new MacroCluster("o", List.of(NODE));

  @Property
  void anyTextSurvivesWithItsPercentSignsDoubled(@ForAll String text) {
    assertThat(Macros.expand(text.replace("%", "%%"), CLUSTER, NODE)).isEqualTo(text);
  }

  @Property
  void anyTextEitherExpandsOrIsRefusedWithAReason(
      @ForAll
          @Chars({'%', '(', ')', '\'', ',', '[', ']', '.', ' '})
          @CharRange(from = 'a', to = 'c')
          String text) {
    try {
      Macros.expand(text, CLUSTER, NODE);
      assertThat(Macros.check(text)).isEmpty();
    } catch (MacroException e) {
      assertThat(e).hasMessageContaining("In \"" + text + "\" at character");
      assertThat(Macros.check(text)).isPresent();
    }
  }

  @Property
  void anySeparatorCanBeQuoted(@ForAll String separator) {
    MacroCluster two =
        new MacroCluster("o", List.of(NODE, new MacroNode(1001, "i", Map.of(), Set.of("s"))));
    String quoted = separator.replace("%", "%%").replace("'", "''");
    assertThat(Macros.expand("%join(host.service.s,'" + quoted + "')%", two, NODE))
        .isEqualTo("h" + separator + "i");
  }
}
