package io.cooperage.drill.remote;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Logs in to hosts, as their logins say and with nothing of the user's own SSH configuration.
 * Whoever shows another key than the known ones is refused. Thread-safe.
 */
final class SshClients implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final AttributeRepository.AttributeKey<List<PublicKey>> KNOWN =
      new AttributeRepository.AttributeKey<>();

  private final SshClient client;

  SshClients() {
    client = SshClient.setUpDefaultClient();
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setFilePasswordProvider(FilePasswordProvider.EMPTY);
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setAgentFactory(null);
    client.setServerKeyVerifier(
        (session, remote, shown) ->
            known(session).stream().anyMatch(key -> KeyUtils.compareKeys(key, shown)));
    client.addSessionListener(new OfferKnownTypesOnly());
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, Duration.ofSeconds(2));
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 3);
    client.start();
  }

  /**
   * Logs in.
   *
   * @throws HostException saying why that is impossible
   */
  HostConnection connect(SiteHost host) {
    SshLogin login = host.login();
    AttributeRepository context = AttributeRepository.ofKeyValuePair(KNOWN, KnownHosts.of(login));
    KeyPair key = key(login.keyFile());
    ClientSession session = null;
    try {
      session =
          client
              .connect(login.user(), login.address(), login.port(), context, null)
              .verify(CONNECT)
              .getClientSession();
      session.addPublicKeyIdentity(key);
      session.auth().verify(CONNECT);
      return new HostConnection(host, session);
    } catch (IOException e) {
      if (session != null) {
        session.close(true);
      }
      throw new HostException(
          ("Cannot log in to %s, which is %s: %s. Check that it is up, that %s has the key that it"
                  + " shows, and that it accepts the key %s for this user.")
              .formatted(login, host, e.getMessage(), login.knownHosts(), login.keyFile()),
          e);
    }
  }

  private static KeyPair key(Path file) {
    try {
      return new FileKeyPairProvider(file).loadKeys(null).iterator().next();
    } catch (RuntimeException e) {
      throw new HostException(
          ("The private key %s cannot be read: %s. It has to be in OpenSSH's format or PEM, without"
                  + " a passphrase.")
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static List<PublicKey> known(Session session) {
    AttributeRepository context =
        session instanceof ClientSession connecting ? connecting.getConnectionContext() : null;
    List<PublicKey> keys = context == null ? null : context.getAttribute(KNOWN);
    return keys == null ? List.of() : keys;
  }

  @Override
  public void close() {
    client.stop();
  }

  /** A host with keys of several types has to show one that is known. */
  private static final class OfferKnownTypesOnly implements SessionListener {
    @Override
    public void sessionCreated(Session session) {
      List<String> types = known(session).stream().map(KeyUtils::getKeyType).toList();
      session.setSignatureFactories(
          session.getSignatureFactories().stream()
              .filter(factory -> types.stream().anyMatch(type -> fits(factory.getName(), type)))
              .toList());
    }

    /** The user's own key may be of any type. */
    @Override
    public void sessionEvent(Session session, Event event) {
      if (event == Event.KeyEstablished) {
        session.setSignatureFactories(session.getFactoryManager().getSignatureFactories());
      }
    }

    private static boolean fits(String signature, String keyType) {
      return signature.equals(keyType)
          || (keyType.equals("ssh-rsa") && signature.startsWith("rsa-sha2-"));
    }
  }
}
