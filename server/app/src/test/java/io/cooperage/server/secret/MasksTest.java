package io.cooperage.server.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MasksTest {
  private static final String KEY = "-----BEGIN-----\nAAAABBBBCCCC\n-----END-----\n";

  @Test
  void everyOccurrenceIsTakenOut() {
    Masks masks = Masks.of(List.of("s3cret", "s3cret-and-more"));
    assertThat(masks.mask("a s3cret, s3cret-and-more, again s3cret"))
        .isEqualTo("a ********, ********, again ********");
    assertThat(masks.hits("xs3cretx")).isTrue();
    assertThat(masks.hits("nothing")).isFalse();
  }

  @Test
  void aKeyOfSeveralLinesIsAlsoFoundByItsLines() {
    Masks masks = Masks.of(List.of(KEY));
    assertThat(masks.mask("key: " + KEY + "!")).isEqualTo("key: ********!");
    assertThat(masks.mask("  AAAABBBBCCCC\r\n")).isEqualTo("  ********\r\n");
  }

  @Test
  void whatIsTooShortToBeASecretStays() {
    Masks masks = Masks.of(List.of("", "a", "no"));
    assertThat(masks.isEmpty()).isTrue();
    assertThat(masks.mask("a no")).isEqualTo("a no");
  }

  @Test
  void theEndOfATextMayBeginInTheMiddleOfAValue() {
    Masks masks = Masks.of(List.of("0123456789"));
    assertThat(masks.maskTail("456789 done")).isEqualTo("******** done");
    assertThat(masks.maskTail("789 done")).isEqualTo("789 done");
    assertThat(masks.maskTail("0123456789 done")).isEqualTo("******** done");
    assertThat(masks.maskTail(null)).isNull();
  }
}
