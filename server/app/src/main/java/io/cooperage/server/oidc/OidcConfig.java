package io.cooperage.server.oidc;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.DurationRange;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The issuer of logins; without it there are API tokens only.
 *
 * @param issuer as its tokens name it, byte by byte
 * @param audience that its tokens must be for
 * @param keys URL of its key set; its discovery document calls it {@code jwks_uri}
 * @param algorithms of signatures that are accepted, all of them with public keys; default RS256
 *     and ES256
 * @param clockSkew how much its clock may differ; default 30 s
 * @param keysLife how long its keys are believed without asking again; default 5 min
 * @param keysOutage how long they go on when it does not answer; default 24 h
 * @param timeout of a call to it, for the connection and for the answer; default 2 s
 */
public record OidcConfig(
    @NotBlank(message = "is missing: give the issuer as its tokens name it") String issuer,
    @NotBlank(message = "is missing: give the audience that tokens must be for") String audience,
    @NotNull(message = "is missing: give the URL of the issuer's key set (jwks_uri)")
        @Pattern(regexp = "https?://.+", message = "must be a URL, such as https://HOST/jwks")
        String keys,
    @NotEmpty(message = "must name at least one algorithm, such as RS256")
        List<
                @Pattern(
                    regexp = "(RS|PS|ES)(256|384|512)|EdDSA",
                    message =
                        "must be RS, PS or ES with 256, 384 or 512, or EdDSA: verified with a public"
                            + " key")
                String>
            algorithms,
    @DurationRange(min = 0, max = 5, unit = TimeUnit.MINUTES, message = "must be at most 5m")
        Duration clockSkew,
    @DurationRange(min = 1, max = 60, unit = TimeUnit.MINUTES, message = "must be 1m to 1h")
        Duration keysLife,
    @MinDuration(value = 1, unit = TimeUnit.MINUTES, message = "must be at least 1m")
        Duration keysOutage,
    @DurationRange(
            min = 100,
            max = 10_000,
            unit = TimeUnit.MILLISECONDS,
            message = "must be 100ms to 10s")
        Duration timeout,
    @Valid @NotNull(message = "is missing: say which claims name user, tenant and role")
        ClaimsConfig claims) {
  public OidcConfig {
    algorithms = algorithms == null ? List.of("RS256", "ES256") : List.copyOf(algorithms);
    clockSkew = clockSkew == null ? Duration.seconds(30) : clockSkew;
    keysLife = keysLife == null ? Duration.minutes(5) : keysLife;
    keysOutage = keysOutage == null ? Duration.hours(24) : keysOutage;
    timeout = timeout == null ? Duration.seconds(2) : timeout;
  }
}
