/**
 * The plugin interface: a provider makes and unmakes machines, an automator works on them. Found
 * through {@link java.util.ServiceLoader} by their factories.
 */
package io.cooperage.provisioner.plugin;
