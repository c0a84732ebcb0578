package io.cooperage.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
  private final Targets strict = new Targets(false, InetAddress::getAllByName);
  private final Targets open = new Targets(true, InetAddress::getAllByName);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.8.8.8/",
        "http://0.0.0.0/",
        "http://0.1.2.3/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://172.31.255.255/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://100.127.255.255/",
        "http://198.18.0.1/",
        "http://198.19.255.255/",
        "http://192.0.0.8/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://2130706433/",
        "http://[::1]/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://[fd12:3456::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[::10.0.0.1]/"
      })
  void whatIsNotOnTheInternetIsRefusedUnlessItIsAllowed(String url) throws Exception {
    assertThat(strict.complaint(url)).as(url).isPresent();
    assertThatThrownBy(() -> strict.find(URI.create(url)))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("webhooks.allowPrivate");
    assertThat(open.complaint(url)).as(url).isEmpty();
    assertThat(open.find(URI.create(url))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://8.8.8.8/",
        "http://100.63.255.255/",
        "http://100.128.0.0/",
        "http://172.32.0.1/",
        "http://198.20.0.1:8080/a?b=c",
        "https://[2001:4860:4860::8888]/",
        "https://example.org/"
      })
  void whatIsOnTheInternetIsNot(String url) {
    assertThat(strict.complaint(url)).as(url).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.org",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https:///path",
        "https://user:word@example.org/",
        "https://example.org/#here",
        "https://exa mple.org/"
      })
  void whatIsNoAddressOfAReceiverIsRefused(String url) {
    assertThat(strict.complaint(url)).as(url).isPresent();
    assertThat(open.complaint(url)).as(url).isPresent();
  }

  @Test
  void aNameThatLeadsIntoAPrivateNetworkIsRefusedWhenItIsLookedUp() throws Exception {
    InetAddress outside = InetAddress.getByName("8.8.8.8");
    InetAddress inside = InetAddress.getByName("10.0.0.1");
    URI url = URI.create("https://hooks.example.org/");
    assertThat(new Targets(false, host -> new InetAddress[] {outside}).find(url))
        .isEqualTo(outside);
    Targets both = new Targets(false, host -> new InetAddress[] {outside, inside});
    assertThat(both.complaint(url.toString())).isEmpty();
    assertThatThrownBy(() -> both.find(url)).hasMessageContaining("10.0.0.1");
  }
}
