package io.cooperage.server.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.Role;
import io.cooperage.server.access.Authenticator;
import io.cooperage.server.access.Caller;
import io.cooperage.server.access.TokenHash;
import io.cooperage.server.testing.LocalIssuer;
import io.cooperage.server.web.ProblemException;
import io.dropwizard.util.Duration;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OidcLoginsTest {
  private static final String ISSUER = "https://login.example.com/realms/main";
  private static RSAKey key;
  private static RSAKey other;

  private LocalIssuer issuer;
  private OidcLogins logins;

  @BeforeAll
  static void keys() throws Exception {
    key = LocalIssuer.key("one");
    other = LocalIssuer.key("two");
  }

  @BeforeEach
  void start() throws Exception {
    issuer = new LocalIssuer(key);
    logins = logins(new ClaimsConfig("sub", "org.unit", null, "realm.roles", ROLES, false));
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  private static final Map<String, Role> ROLES =
      Map.of("cooperage-admins", Role.ADMIN, "cooperage-users", Role.MEMBER);

  @Test
  void aLoginOfTheIssuerBecomesItsUserTenantAndMightiestRole() throws Exception {
    Caller caller = logins.verify(LocalIssuer.signed(key, claims().build()), "r1");
    assertThat(caller).isEqualTo(new Caller("web", "ann@example.com", Role.ADMIN, "r1"));
  }

  @Test
  void aLoginGetsInWhereAnApiTokenDoes() throws Exception {
    Authenticator authenticator = new Authenticator(null, null, logins, null);
    String token = LocalIssuer.signed(key, claims().build());
    assertThat(authenticator.authenticate("Bearer " + token, "r").user())
        .isEqualTo("ann@example.com");
    authenticator.confirm("Bearer " + token);
    String ended = LocalIssuer.signed(key, claims().expirationTime(ago(3600)).build());
    assertThatThrownBy(() -> authenticator.confirm("Bearer " + ended))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void anApiTokenIsNeverTakenForALogin() {
    for (int i = 0; i < 100; i++) {
      assertThat(logins.areLike(TokenHash.newSecret())).isFalse();
    }
  }

  @Test
  void whatDoesNotHoldIsRefused() throws Exception {
    refused(LocalIssuer.signed(key, claims().expirationTime(ago(31)).build()), "Expired");
    refused(LocalIssuer.signed(key, claims().expirationTime(null).build()), "exp");
    refused(LocalIssuer.signed(key, claims().notBeforeTime(ago(-60)).build()), "before");
    refused(LocalIssuer.signed(key, claims().audience("other").build()), "aud");
    refused(LocalIssuer.signed(key, claims().issuer(ISSUER + "/").build()), "iss");
    refused(new PlainJWT(claims().build()).serialize(), "Unsecured");
    refused("a.b.c", "no signed token");
    String good = LocalIssuer.signed(key, claims().build());
    refused(good.substring(0, good.lastIndexOf('.') + 1) + "AAAA", "signature");
  }

  @Test
  void theClocksMayDifferByTheSkew() throws Exception {
    String late = LocalIssuer.signed(key, claims().expirationTime(ago(20)).build());
    assertThat(logins.verify(late, "r").tenant()).isEqualTo("web");
  }

  @Test
  void aPublicKeyIsNoPassword() throws Exception {
    SignedJWT forged =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), claims().build());
    forged.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
    refused(forged.serialize(), "algorithm");
  }

  @Test
  void aKeyThatTheIssuerHasNotShownIsRefusedAndDoesNotFloodIt() throws Exception {
    String forged = LocalIssuer.signed(other, claims().build());
    for (int i = 0; i < 20; i++) {
      refused(forged, "key");
    }
    assertThat(issuer.asked()).isLessThanOrEqualTo(2);
    assertThat(logins.verify(LocalIssuer.signed(key, claims().build()), "r").tenant())
        .isEqualTo("web");
  }

  @Test
  void aKeyThatTheIssuerChangedToIsAccepted() throws Exception {
    logins.verify(LocalIssuer.signed(key, claims().build()), "r");
    issuer.show(other);
    assertThat(logins.verify(LocalIssuer.signed(other, claims().build()), "r").tenant())
        .isEqualTo("web");
    refused(LocalIssuer.signed(key, claims().build()), "key");
  }

  @Test
  void knownKeysGoOnWhenTheIssuerIsAway() throws Exception {
    logins.verify(LocalIssuer.signed(key, claims().build()), "r");
    issuer.fail();
    assertThatThrownBy(() -> logins.verify(LocalIssuer.signed(other, claims().build()), "r"))
        .isInstanceOf(ProblemException.class);
    issuer.close();
    assertThat(logins.verify(LocalIssuer.signed(key, claims().build()), "r").user())
        .isEqualTo("ann@example.com");
  }

  @Test
  void anIssuerThatWasNeverReachedIsSaidToBe() throws Exception {
    issuer.close();
    String token = LocalIssuer.signed(key, claims().build());
    assertThatThrownBy(() -> logins.verify(token, "r"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.ISSUER_UNREACHABLE))
        .hasMessageContaining(ISSUER);
  }

  @Test
  void claimsThatNameNobodyHereAreRefusedWithTheirValue() throws Exception {
    refused(
        LocalIssuer.signed(key, claims().claim("realm", Map.of("roles", List.of("x"))).build()),
        "[x]");
    refused(LocalIssuer.signed(key, claims().subject("../etc").build()), "../etc");
    refused(LocalIssuer.signed(key, claims().claim("org", null).build()), "org.unit");
    refused(
        LocalIssuer.signed(key, claims().claim("org", Map.of("unit", "superadmin")).build()),
        "superadmin");
  }

  @Test
  void superadminsLogInOnlyWhereThatIsMeant() throws Exception {
    OidcLogins meant =
        logins(
            new ClaimsConfig(
                "sub", null, "superadmin", "groups", Map.of("root", Role.SUPERADMIN), true));
    String token = LocalIssuer.signed(key, claims().claim("groups", "root").build());
    assertThat(meant.verify(token, "r").isSuperadmin()).isTrue();
    OidcLogins elsewhere =
        logins(
            new ClaimsConfig("sub", null, "web", "groups", Map.of("root", Role.SUPERADMIN), true));
    assertThatThrownBy(() -> elsewhere.verify(token, "r")).hasMessageContaining("tenant \"web\"");
  }

  @Test
  void aClaimMayHaveDotsInItsName() throws Exception {
    OidcLogins dotted =
        logins(
            new ClaimsConfig(
                "sub", "https://example.com/tenant", null, "realm.roles", ROLES, false));
    String token =
        LocalIssuer.signed(key, claims().claim("https://example.com/tenant", "shop").build());
    assertThat(dotted.verify(token, "r").tenant()).isEqualTo("shop");
  }

  private void refused(String token, String words) {
    assertThatThrownBy(() -> logins.verify(token, "r"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED))
        .hasMessageContaining(words)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(token));
  }

  private OidcLogins logins(ClaimsConfig claims) {
    return new OidcLogins(
        new OidcConfig(
            ISSUER,
            "cooperage",
            issuer.url() + "/jwks",
            null,
            Duration.seconds(30),
            null,
            null,
            null,
            claims));
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(List.of("account", "cooperage"))
        .subject("ann@example.com")
        .expirationTime(ago(-300))
        .claim("org", Map.of("unit", "web"))
        .claim("realm", Map.of("roles", List.of("cooperage-users", "x", "cooperage-admins")));
  }

  private static Date ago(long seconds) {
    return Date.from(Instant.now().minusSeconds(seconds));
  }
}
