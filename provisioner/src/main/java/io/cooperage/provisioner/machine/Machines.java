package io.cooperage.provisioner.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Opens connections to machines with one client key. Every connection names the host key that it
 * expects; another one is refused, there is no first-use trust. Thread-safe.
 */
public final class Machines implements AutoCloseable {
  private static final AttributeRepository.AttributeKey<PublicKey> EXPECTED_KEY =
      new AttributeRepository.AttributeKey<>();

  private final SshClient client;
  private final Duration timeout;

  private Machines(SshClient client, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  /**
   * @param privateKeyFile OpenSSH or PEM format, without a passphrase
   * @param timeout for connecting, for logging in and for putting a file
   * @throws MachineException if the key cannot be used
   */
  public static Machines open(Path privateKeyFile, Duration timeout) throws MachineException {
    KeyPair key = loadKey(privateKeyFile);
    SshClient client = SshClient.setUpDefaultClient();
    client.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(key));
    client.setFilePasswordProvider(FilePasswordProvider.EMPTY);
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setAgentFactory(null);
    client.setServerKeyVerifier(registeredKeyOnly());
    client.addSessionListener(new OfferOnlyTheExpectedKeyType());
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, Duration.ofSeconds(2));
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 3);
    client.start();
    return new Machines(client, timeout);
  }

  /** Logs in. The machine is for one task and one thread; close it. */
  public Machine connect(MachineLogin login) throws MachineException, InterruptedException {
    AttributeRepository context =
        AttributeRepository.ofKeyValuePair(EXPECTED_KEY, parseHostKey(login));
    try {
      ClientSession session =
          client
              .connect(login.user(), login.address(), login.port(), context, null)
              .verify(timeout)
              .getClientSession();
      boolean loggedIn = false;
      try {
        session.auth().verify(timeout);
        loggedIn = true;
        return new Machine(login, session, timeout);
      } finally {
        if (!loggedIn) {
          session.close(true);
        }
      }
    } catch (IOException e) {
      if (Interrupts.causedBy(e)) {
        throw new InterruptedException("Interrupted while logging in to " + login);
      }
      throw new MachineException(
          "Cannot log in to "
              + login
              + ": "
              + Interrupts.reason(e)
              + ". Check that the machine is up, that its host key is the registered one and that"
              + " the provisioner's public key is in the user's authorized_keys.",
          e);
    }
  }

  private static KeyPair loadKey(Path file) throws MachineException {
    try {
      FileKeyPairProvider provider = new FileKeyPairProvider(file);
      for (KeyPair key : provider.loadKeys(null)) {
        return key;
      }
      throw new MachineException("There is no private key in " + file + ".");
    } catch (RuntimeException e) {
      throw new MachineException(
          "Cannot read the private key "
              + file
              + ": "
              + Interrupts.reason(e)
              + ". Make one with: ssh-keygen -t ed25519 -N '' -f "
              + file,
          e);
    }
  }

  private static PublicKey parseHostKey(MachineLogin login) throws MachineException {
    try {
      PublicKey key =
          PublicKeyEntry.parsePublicKeyEntry(login.hostKey())
              .resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
      if (key == null) {
        throw new MachineException("The host key registered for " + login + " is empty.");
      }
      return key;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new MachineException(
          "The host key registered for "
              + login
              + " is not in OpenSSH's format (ssh-ed25519 AAAA…): "
              + Interrupts.reason(e),
          e);
    }
  }

  private static ServerKeyVerifier registeredKeyOnly() {
    return (session, remote, shown) -> {
      PublicKey expected = expectedKey(session);
      return expected != null && KeyUtils.compareKeys(expected, shown);
    };
  }

  private static PublicKey expectedKey(ClientSession session) {
    AttributeRepository context = session.getConnectionContext();
    return context == null ? null : context.getAttribute(EXPECTED_KEY);
  }

  @Override
  public void close() {
    client.stop();
  }

  /**
   * A machine has several host keys and shows the one that both sides like best; only the type of
   * the registered one is offered, so that it is that one.
   */
  private static final class OfferOnlyTheExpectedKeyType implements SessionListener {
    @Override
    public void sessionCreated(Session session) {
      if (!(session instanceof ClientSession client)) {
        return;
      }
      PublicKey expected = expectedKey(client);
      if (expected == null) {
        return;
      }
      String type = KeyUtils.getKeyType(expected);
      List<NamedFactory<Signature>> fitting =
          client.getSignatureFactories().stream()
              .filter(factory -> fits(factory.getName(), type))
              .toList();
      if (!fitting.isEmpty()) {
        client.setSignatureFactories(fitting);
      }
    }

    private static boolean fits(String signature, String keyType) {
      return signature.equals(keyType)
          || (keyType.equals("ssh-rsa") && signature.startsWith("rsa-sha2-"));
    }
  }
}
