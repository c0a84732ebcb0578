package io.cooperage.drill.lab;

/** What every part of a lab needs to know: its addresses, files, secrets and programs. */
record LabSite(LabAddresses addresses, LabDirectory directory, Secrets secrets, Programs programs) {

  LabNetwork network() {
    return new LabNetwork(addresses, directory.root());
  }

  LabClock clock() {
    return new LabClock(this);
  }

  ChosenPreset preset() {
    return new ChosenPreset(directory);
  }

  LabDisks disks() {
    return new LabDisks(directory);
  }
}
