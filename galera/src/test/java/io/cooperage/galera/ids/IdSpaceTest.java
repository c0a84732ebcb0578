package io.cooperage.galera.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class IdSpaceTest {

  @Property
  void spacesCollideExactlyIfTheyShareANumber(
      @ForAll @IntRange(min = 1, max = 30) int start,
      @ForAll @IntRange(min = 1, max = 20) int increment,
      @ForAll @IntRange(min = 1, max = 30) int otherStart,
      @ForAll @IntRange(min = 1, max = 20) int otherIncrement) {
    IdSpace one = new IdSpace(start, increment);
    IdSpace other = new IdSpace(otherStart, otherIncrement);
    boolean shared = false;
    for (long n = 1; n <= 30 + 20 * 20; n++) {
      shared |= one.contains(n) && other.contains(n);
    }
    assertThat(one.collidesWith(other)).isEqualTo(shared);
    assertThat(other.collidesWith(one)).isEqualTo(shared);
  }

  @Property
  void theNextMemberIsTheSmallestThatIsGreater(
      @ForAll @LongRange(min = 1, max = 50) long start,
      @ForAll @LongRange(min = 1, max = 20) long increment,
      @ForAll @LongRange(min = 0, max = 300) long number) {
    IdSpace space = new IdSpace(start, increment);
    long next = space.nextAfter(number);
    assertThat(space.contains(next)).isTrue();
    assertThat(next).isGreaterThan(number);
    for (long n = number + 1; n < next; n++) {
      assertThat(space.contains(n)).isFalse();
    }
  }

  @Test
  void refusesNumbersThatMakeNoSpace() {
    assertThatThrownBy(() -> new IdSpace(0, 3)).hasMessageContaining("ids.startNum is 0");
    assertThatThrownBy(() -> new IdSpace(1, 0)).hasMessageContaining("ids.incrementBy is 0");
  }
}
