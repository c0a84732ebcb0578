package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramMarkTest {

  @TempDir private Path checkout;

  @Test
  void whatWasDoneWithAnotherBuildOrNeverIsKnown() throws IOException {
    Path jar = Files.writeString(checkout.resolve("program.jar"), "one");
    LabDirectory directory = new LabDirectory(checkout, 0);
    ProgramMark mark = new ProgramMark(directory, "dc1-server-1");
    assertThat(mark.differs(jar.toString())).isTrue();

    mark.set(jar.toString());
    assertThat(mark.differs(jar.toString())).isFalse();
    assertThat(new ProgramMark(directory, "dc1-server-2").differs(jar.toString())).isTrue();

    Files.writeString(jar, "another");
    assertThat(mark.differs(jar.toString())).isTrue();

    mark.set(jar.toString());
    assertThat(mark.differs(jar.toString())).isFalse();
  }
}
