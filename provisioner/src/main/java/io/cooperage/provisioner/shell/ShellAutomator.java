package io.cooperage.provisioner.shell;

import io.cooperage.api.Assignment;
import io.cooperage.api.TaskAction;
import io.cooperage.provisioner.machine.Machine;
import io.cooperage.provisioner.machine.MachineException;
import io.cooperage.provisioner.machine.MachineLogin;
import io.cooperage.provisioner.machine.Machines;
import io.cooperage.provisioner.machine.RemoteRun;
import io.cooperage.provisioner.plugin.AutomatorPlugin;
import io.cooperage.provisioner.plugin.PluginException;
import io.cooperage.provisioner.plugin.PluginResult;
import io.cooperage.provisioner.plugin.PluginTask;
import io.cooperage.provisioner.plugin.ResourceFiles;
import java.nio.file.Path;
import java.util.Map;

/**
 * Puts the task's resources on the machine and runs the script that the action's fields name. A
 * bootstrap without a script only puts the resources there. Thread-safe.
 */
final class ShellAutomator implements AutomatorPlugin {
  private static final int LAST_WORDS = 400;

  private final Machines machines;
  private final ResourceFiles resources;

  ShellAutomator(Machines machines, ResourceFiles resources) {
    this.machines = machines;
    this.resources = resources;
  }

  @Override
  public PluginResult run(PluginTask task) throws PluginException, InterruptedException {
    Assignment assignment = task.assignment();
    ShellResources needed = ShellResources.of(assignment);
    String script =
        assignment.action() == TaskAction.BOOTSTRAP
            ? task.field("script", "")
            : task.requiredField("script");
    try (Machine machine = machines.connect(MachineLogin.of(assignment.node().properties()))) {
      int put = machine.provide(needed.byName(), this::content);
      if (put > 0) {
        task.stdout().line("put " + put + " resources on the machine");
      }
      return script.isEmpty()
          ? PluginResult.success("")
          : run(task, machine, script, needed.script(script));
    } catch (MachineException e) {
      throw new PluginException(e.getMessage(), e);
    }
  }

  private PluginResult run(PluginTask task, Machine machine, String script, String sha256)
      throws PluginException, MachineException, InterruptedException {
    Assignment assignment = task.assignment();
    Map<String, String> environment = ScriptEnvironment.of(assignment);
    RemoteRun run =
        new RemoteRun(
            assignment.task().toString(),
            sha256,
            task.field("args", ""),
            environment,
            ScriptDocument.of(assignment),
            task.deadMan());
    int exit = machine.run(run, task.stdout(), task.stderr());
    return exit == 0
        ? PluginResult.success("")
        : PluginResult.failure(
            "Script " + script + " ended with exit code " + exit + lastWords(task));
  }

  private static String lastWords(PluginTask task) {
    String stderr = task.stderr().text().strip();
    String words = stderr.isEmpty() ? task.stdout().text().strip() : stderr;
    return words.isEmpty() ? "." : ": " + words.substring(Math.max(0, words.length() - LAST_WORDS));
  }

  private Path content(String sha256) throws MachineException, InterruptedException {
    try {
      return resources.file(sha256);
    } catch (PluginException e) {
      throw new MachineException(e.getMessage(), e);
    }
  }
}
