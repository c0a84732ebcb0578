package io.cooperage.provisioner.simulated;

import io.cooperage.provisioner.configuration.Durations;
import io.cooperage.provisioner.plugin.PluginException;
import io.cooperage.provisioner.plugin.PluginResult;
import io.cooperage.provisioner.plugin.PluginTask;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * What both simulated plugins do: take {@code delay} (a time, or {@code 50ms-2s} for a random one)
 * and fail with probability {@code failureRate}. Thread-safe if its source of randomness is.
 */
final class Simulation {
  private final RandomGenerator random;
  private final Semaphore neverGiven = new Semaphore(0);

  Simulation(RandomGenerator random) {
    this.random = random;
  }

  PluginResult act(PluginTask task) throws PluginException, InterruptedException {
    Duration delay = delay(task.field("delay", "0"));
    double failureRate = failureRate(task.field("failureRate", "0"));
    neverGiven.tryAcquire(delay.toMillis(), TimeUnit.MILLISECONDS);
    String what = task.assignment().action().wire() + " on " + task.assignment().node().tag();
    task.stdout().line("simulated " + what + " for " + delay.toMillis() + " ms");
    return failureRate > 0 && random.nextDouble() < failureRate
        ? PluginResult.failure("Simulated failure of " + what + ", as failureRate asks for.")
        : PluginResult.success("");
  }

  private Duration delay(String text) throws PluginException {
    try {
      int dash = text.indexOf('-');
      if (dash < 0) {
        return Durations.parse(text);
      }
      long least = Durations.parse(text.substring(0, dash)).toMillis();
      long most = Durations.parse(text.substring(dash + 1)).toMillis();
      return Duration.ofMillis(least + random.nextLong(Math.max(1, most - least + 1)));
    } catch (IllegalArgumentException e) {
      throw new PluginException("The field \"delay\" is wrong: " + e.getMessage() + ".", e);
    }
  }

  private static double failureRate(String text) throws PluginException {
    try {
      double rate = Double.parseDouble(text);
      if (rate >= 0 && rate <= 1) {
        return rate;
      }
    } catch (NumberFormatException e) {
      throw new PluginException(
          "The field \"failureRate\" is \"" + text + "\". Give a number from 0 to 1.", e);
    }
    throw new PluginException(
        "The field \"failureRate\" is " + text + ". Give a number from 0 to 1.");
  }
}
