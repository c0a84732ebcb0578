package io.cooperage.drill.run;

import java.time.Duration;
import java.util.Optional;

/**
 * How the jobs of a lost datacenter came to run elsewhere; times from the loss.
 *
 * @param jobs how many it had
 * @param firstMoved until the first belonged to another datacenter
 * @param allMoved until all did (empty: not within the watch)
 * @param firstTask until the first task of one of them was handed out elsewhere
 * @param allWorking until each had a task handed out elsewhere, or had ended
 */
record Takeover(
    int jobs,
    Optional<Duration> firstMoved,
    Optional<Duration> allMoved,
    Optional<Duration> firstTask,
    Optional<Duration> allWorking) {}
