package io.cooperage.drill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.bench.BenchJson;
import io.cooperage.bench.Run;
import io.cooperage.drill.host.Command;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a checkout whose server is the class path of this test. */
class SessionTest {

  private static final int NO_LAB = 19;
  private static final Benchmark START =
      new Benchmark.OfStart("start", List.of("lab.up"), "a lab from nothing");

  @TempDir private Path checkout;

  @BeforeEach
  void build() throws IOException {
    Path target = Files.createDirectories(checkout.resolve("server/app/target/test-classes"));
    Files.writeString(
        target.resolveSibling("benchmark.classpath"), System.getProperty("java.class.path"));
    Files.writeString(checkout.resolve(".gitignore"), "target/\n.lab-*/\n");
    git("init", "--quiet");
    git("add", ".");
    git("commit", "--quiet", "--message", "One");
  }

  private void git(String... arguments) {
    Command.of("git", "-C", checkout.toString(), "-c", "user.name=a", "-c", "user.email=a@b")
        .and(arguments)
        .run();
  }

  private int run(boolean fresh, boolean keep, Benchmark... benchmarks) throws Exception {
    return new Session(checkout, Lab.open(checkout, NO_LAB), fresh).run(List.of(benchmarks), keep);
  }

  private int runBeside(BooleanSupplier stands, boolean keep, Benchmark... benchmarks)
      throws Exception {
    Lab chosen = Lab.open(checkout, NO_LAB);
    BorrowedLab borrowed = new BorrowedLab(checkout, chosen, stands, System.out);
    return new Session(checkout, chosen, false, borrowed).run(List.of(benchmarks), keep);
  }

  private Run written() {
    return BenchJson.read(
        checkout.resolve(".lab-19/bench/run-" + Build.of(checkout).name() + ".json"), Run.class);
  }

  private double figure() {
    return written().figures().get(0).median();
  }

  @Test
  void figuresAreWrittenDownWithTheirCommandAndTheMachine() throws Exception {
    assertThat(run(false, true, ToyBenchmark.named("toy"))).isZero();

    Run run = written();
    assertThat(run.has("toy")).isTrue();
    assertThat(run.commit()).isEqualTo(Build.of(checkout).name());
    assertThat(run.machine().orElseThrow().memoryMebibytes()).isPositive();
    assertThat(run.figures().get(0).command()).isEqualTo("bin/cooperage bench all --only toy");
    assertThat(checkout.resolve(".lab-19/bench/toy.log")).content().contains("something");
  }

  @Test
  void whatTheSameCommitHasMeasuredIsKeptUnlessItIsNamedOrAllIsFresh() throws Exception {
    Benchmark toy = ToyBenchmark.named("toy");
    run(false, true, toy);
    double first = figure();

    run(false, true, toy);
    assertThat(figure()).isEqualTo(first);
    run(false, false, toy);
    double second = figure();
    assertThat(second).isNotEqualTo(first);
    run(true, true, toy);
    assertThat(figure()).isNotEqualTo(second);
  }

  @Test
  void aStartFromNothingIsSkippedWhereALabStandsUnlessItIsNamed() throws Exception {
    assertThat(runBeside(() -> true, true, START, ToyBenchmark.named("toy"))).isZero();
    assertThat(written().has("toy")).isTrue();
    assertThat(written().parts()).doesNotContainKey("start");

    assertThat(runBeside(() -> true, false, START)).isEqualTo(Published.NOT_MEASURED);
    assertThat(written().parts().get("start").problem().orElseThrow()).contains("make down");
  }

  @Test
  void whatNeedsNoLabIsMeasuredBesideTheLabOfAnotherCheckout() throws Exception {
    Benchmark reads = new Benchmark.OfLab("reads", List.of("read"), "reads", ReadCosts::new);
    assertThat(runBeside(SessionTest::refuse, true, START, ToyBenchmark.named("toy"), reads))
        .isEqualTo(Published.NOT_MEASURED);
    assertThat(written().has("toy")).isTrue();
    assertThat(written().note().orElseThrow()).contains("the lab stood");
    assertThat(written().parts().get("reads").problem().orElseThrow()).contains("another checkout");
  }

  private static boolean refuse() {
    throw new LabException("Lab 19 belongs to another checkout.", "`make down` there");
  }

  @Test
  void aBenchmarkThatFailsIsToldAndOthersGoOn() throws Exception {
    assertThat(
            run(false, true, ToyBenchmark.named("bad", "no database"), ToyBenchmark.named("toy")))
        .isEqualTo(Published.NOT_MEASURED);

    assertThat(written().has("bad")).isFalse();
    assertThat(written().parts().get("bad").problem().orElseThrow()).contains("bad.log");
    assertThat(checkout.resolve(".lab-19/bench/bad.log")).content().contains("no database");
    assertThat(written().has("toy")).isTrue();
  }
}
