package io.cooperage.server.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.cooperage.server.testing.LocalIssuer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** Logins of an issuer on the loopback: what it signs, and what others would like to pass off. */
final class LocalLogins implements AutoCloseable {
  private static final String ISSUER = "https://login.example.com/realms/main";

  private final LocalIssuer issuer;
  private RSAKey key = LocalIssuer.key("first");

  LocalLogins() throws IOException, JOSEException {
    this.issuer = new LocalIssuer(key);
  }

  /** Of a server that accepts them. */
  String configuration() {
    return """
        oidc:
          issuer: %s
          audience: cooperage
          keys: %s/jwks
          claims: {tenant: unit, role: groups, roles: {staff: admin, guests: viewer}}
        """
        .formatted(ISSUER, issuer.url());
  }

  String of(String user, String tenant, String group) throws JOSEException {
    return LocalIssuer.signed(
        key, good().subject(user).claim("unit", tenant).claim("groups", group).build());
  }

  /** Why it is refused, as the answer says it, to what is. */
  Map<String, String> forged() throws JOSEException {
    RSAKey stranger = new RSAKey.Builder(LocalIssuer.key("stranger")).keyID(key.getKeyID()).build();
    SignedJWT hashed =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(),
            good().build());
    hashed.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
    return Map.of(
        "Expired", LocalIssuer.signed(key, good().expirationTime(inSeconds(-60)).build()),
        "aud", LocalIssuer.signed(key, good().audience("elsewhere").build()),
        "iss", LocalIssuer.signed(key, good().issuer("https://login.example.org").build()),
        "signature", LocalIssuer.signed(stranger, good().build()),
        "Unsecured", new PlainJWT(good().build()).serialize(),
        "algorithm", hashed.serialize(),
        "none of which has a role", of("ann", "beta", "strangers"));
  }

  /** The issuer has another key from now on, and shows the one before no more. */
  void changeKey() throws JOSEException {
    key = LocalIssuer.key("second");
    issuer.show(key);
  }

  private static JWTClaimsSet.Builder good() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience("cooperage")
        .subject("ann")
        .expirationTime(inSeconds(300))
        .claim("unit", "beta")
        .claim("groups", "staff");
  }

  private static Date inSeconds(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  /** The issuer is away from now on. */
  @Override
  public void close() {
    issuer.close();
  }
}
