package io.cooperage.server.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.cooperage.api.ErrorCode;
import io.cooperage.server.access.Caller;
import io.cooperage.server.access.Logins;
import io.cooperage.server.web.ProblemException;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies logins: signature, issuer, audience and times. The issuer's keys are kept, and go on
 * when it does not answer; it is asked again for a key that it has not shown yet, but not more
 * often than every few seconds, whoever makes keys up. Thread-safe.
 */
public final class OidcLogins implements Logins {
  private static final Logger LOG = LoggerFactory.getLogger(OidcLogins.class);
  private static final int LARGEST_KEY_SET = 256 * 1024;
  private static final Duration ASKED_AGAIN = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final OidcConfig config;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final ClaimsMapping mapping;

  public OidcLogins(OidcConfig config) {
    this.config = config;
    this.mapping = new ClaimsMapping(config.claims());
    Set<JWSAlgorithm> algorithms =
        config.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys(config)));
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            config.audience(),
            new JWTClaimsSet.Builder().issuer(config.issuer()).build(),
            Set.of("exp"));
    claims.setMaxClockSkew((int) config.clockSkew().toSeconds());
    processor.setJWTClaimsSetVerifier(claims);
  }

  private static JWKSource<SecurityContext> keys(OidcConfig config) {
    int timeout = (int) config.timeout().toMilliseconds();
    try {
      return JWKSourceBuilder.create(
              URI.create(config.keys()).toURL(),
              new DefaultResourceRetriever(timeout, timeout, LARGEST_KEY_SET))
          .cache(config.keysLife().toMilliseconds(), 2L * timeout + 1_000)
          .refreshAheadCache(false)
          .outageTolerant(config.keysOutage().toMilliseconds())
          .rateLimited(ASKED_AGAIN.toMillis())
          .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("oidc.keys is no URL: " + config.keys(), e);
    }
  }

  /** Three parts with dots between; API tokens have no dots. */
  @Override
  public boolean areLike(String bearer) {
    return bearer.chars().filter(one -> one == '.').count() == 2;
  }

  @Override
  public Caller verify(String bearer, String requestId) {
    try {
      return mapping.caller(processor.process(bearer, null).getClaims(), requestId);
    } catch (RateLimitReachedException e) {
      throw refused("it is signed with a key that the issuer has not shown");
    } catch (KeySourceException e) {
      LOG.warn("the keys of {} cannot be had: {}", config.issuer(), e.getMessage());
      throw new ProblemException(
              ErrorCode.ISSUER_UNREACHABLE,
              "The keys of "
                  + config.issuer()
                  + " cannot be had now, so the login cannot be verified. Try again, or use an API"
                  + " token.")
          .retryAfter(PAUSE);
    } catch (BadJOSEException | JOSEException e) {
      throw refused(e.getMessage());
    } catch (ParseException e) {
      throw refused("it is no signed token");
    }
  }

  private static ProblemException refused(String why) {
    return new ProblemException(
        ErrorCode.UNAUTHENTICATED,
        "The login is not accepted: " + why + ". Log in again, or use an API token.");
  }
}
