package io.cooperage.server.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.ClusterId;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SealingTest {
  private static final KeyScope ACME = KeyScope.ofTenant("acme");
  private static final String PLACE = "provider/aws/provisioner.api_password";
  private static final MasterKey K1 = new MasterKey("k1", Aead.random(32));
  private static final MasterKey K2 = new MasterKey("k2", Aead.random(32));

  private final DataKey key = DataKey.random(ACME);

  @Test
  void whatWasSealedOpensWhereItStands() {
    for (String plain : List.of("", "s3cret", "ünï©ode \n$sealed$x$y", "x".repeat(100_000))) {
      String sealed = key.seal(PLACE, plain);
      assertThat(SealedText.isSealed(sealed)).isTrue();
      assertThat(SealedText.parse(sealed).scope()).isEqualTo(ACME);
      assertThat(key.open(PLACE, sealed)).isEqualTo(plain);
    }
  }

  @Test
  void theSameValueIsSealedDifferentlyEachTime() {
    Set<String> sealed = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      sealed.add(key.seal(PLACE, "same"));
    }
    assertThat(sealed).hasSize(1000).noneMatch(text -> text.contains("same"));
  }

  @Test
  void aSealedValueOpensNowhereElse() {
    String sealed = key.seal(PLACE, "s3cret");
    assertThatThrownBy(() -> key.open("provider/gce/provisioner.api_password", sealed))
        .isInstanceOf(UnreadableSecretException.class)
        .hasMessageNotContaining("s3cret");
    DataKey stranger = new DataKey(KeyScope.ofTenant("other"), key.bytes());
    assertThatThrownBy(() -> stranger.open(PLACE, sealed))
        .isInstanceOf(UnreadableSecretException.class);
    assertThatThrownBy(() -> DataKey.random(ACME).open(PLACE, sealed))
        .isInstanceOf(UnreadableSecretException.class);
  }

  @Test
  void anyChangedBitIsSeen() {
    SealedText sealed = SealedText.parse(key.seal(PLACE, "s3cret"));
    for (int bit = 0; bit < sealed.bytes().length * 8; bit++) {
      byte[] changed = sealed.bytes().clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      String text = new SealedText(ACME, changed).toString();
      assertThatThrownBy(() -> key.open(PLACE, text)).isInstanceOf(UnreadableSecretException.class);
    }
  }

  @Test
  void textsThatOnlyLookSealedAreRefused() {
    for (String text :
        List.of(
            "$sealed$",
            "$sealed$tenant/acme",
            "$sealed$tenant/acme$",
            "$sealed$tenant/acme$!!",
            "$sealed$tenant/acme$" + Base64.getEncoder().encodeToString(new byte[20]),
            "$sealed$cluster/none$AAAA",
            "plain")) {
      assertThatThrownBy(() -> key.open(PLACE, text))
          .as(text)
          .isInstanceOf(UnreadableSecretException.class);
    }
  }

  @Test
  void aDataKeyIsUnwrappedByItsMasterKeyForItsScopeOnly() {
    WrappedKey wrapped = new KeyRing("k1", List.of(K1)).wrap(key);
    KeyRing both = new KeyRing("k2", List.of(K1, K2));
    assertThat(both.unwrap(wrapped).open(PLACE, key.seal(PLACE, "s3cret"))).isEqualTo("s3cret");
    WrappedKey rewrapped = both.wrap(both.unwrap(wrapped));
    assertThat(rewrapped.master()).isEqualTo("k2");
    assertThat(both.unwrap(rewrapped).bytes()).isEqualTo(key.bytes());

    WrappedKey moved =
        new WrappedKey(KeyScope.of(new ClusterId(7)), wrapped.master(), wrapped.bytes());
    assertThatThrownBy(() -> both.unwrap(moved)).isInstanceOf(UnreadableSecretException.class);
    WrappedKey renamed = new WrappedKey(ACME, "k2", wrapped.bytes());
    assertThatThrownBy(() -> both.unwrap(renamed)).isInstanceOf(UnreadableSecretException.class);
    assertThatThrownBy(() -> new KeyRing("k2", List.of(K2)).unwrap(wrapped))
        .hasMessageContaining("under master key k1")
        .hasMessageContaining("it has [k2]");
  }

  @Test
  void aMasterKeyKnowsItselfByItsCheckValue() {
    assertThat(K1.made(K1.checkValue())).isTrue();
    assertThat(K2.made(K1.checkValue())).isFalse();
    assertThat(new MasterKey("k1", Aead.random(32)).made(K1.checkValue())).isFalse();
    assertThat(K1.made(new byte[3])).isFalse();
  }

  @Test
  void scopesComeBackFromTheirText() {
    KeyScope cluster = KeyScope.of(new ClusterId(42));
    assertThat(cluster.text()).isEqualTo("cluster/00000042");
    assertThat(KeyScope.parse(cluster.text())).isEqualTo(cluster);
    assertThat(KeyScope.parse(ACME.text())).isEqualTo(ACME);
  }
}
