# The front door. `make help` says what there is.

SHELL := /bin/sh
LAB_INDEX ?= 0
export LAB_INDEX
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)
LAB_FILES := .lab$(if $(filter-out 0,$(LAB_INDEX)),-$(LAB_INDEX))
# The lab makes namespaces. Who is not root is asked for a password by sudo, where there is one; without,
# with ROOTLESS=1, and as long as a lab of one's own has files here, it runs in a user namespace.
LAB_SUDO := $(if $(filter-out 0,$(ROOTLESS)),,$(if $(SUDO),$(shell [ -O $(LAB_FILES) ] || echo $(SUDO))))
# Maven for tests that bring up a lab: with the environment and the repository of whoever called, who
# gets back what it leaves in them.
ROOT_MVN := $(SUDO) $(if $(SUDO),env PATH="$$PATH" HOME="$$HOME" JAVA_HOME="$$JAVA_HOME" MAVEN_OPTS="$$MAVEN_OPTS") mvn -B
GIVE_BACK := $(if $(SUDO),; result=$$?; $(SUDO) find . "$$HOME/.m2" \( -name target -o -name .m2 \) -prune \
	  -exec chown -R "$$(id -u):$$(id -g)" {} +; exit $$result)
COOPERAGE := $(LAB_SUDO) $(if $(LAB_SUDO),LAB_INDEX=$(LAB_INDEX) JAVA_HOME=$(JAVA_HOME)) bin/cooperage
LAB := $(COOPERAGE) lab
BENCH := $(COOPERAGE) bench

.PHONY: help up down status build packages test drill faults faults-ssh bench format clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: packages build ## three datacenters on this machine, build included; with ROOTLESS=1 never by sudo
	@$(LAB) up$(if $(PRESET), --preset $(PRESET))

down: ## ends the lab and keeps its data; with PURGE=1 not even that
	@if [ -d $(LAB_FILES) ]; then { [ -d drill/target/lib ] || scripts/build; } && $(LAB) down $(if $(filter-out 0,$(PURGE)),--purge); \
	else echo "This checkout has no lab $(LAB_INDEX): there is no $(LAB_FILES)."; fi

status: ## how every part of the lab is
	@$(LAB) status

packages: ## installs what is missing from Debian
	@scripts/install-packages

build: ## builds the programs, unless they are up to date
	@scripts/build

test: packages ## everything that must pass: unit and integration tests, and a datacenter's death
	$(ROOT_MVN) verify$(GIVE_BACK)

drill: packages build ## a short loss of a datacenter in a lab of its own, as a test
	$(ROOT_MVN) verify -pl drill -am -Dtest=NoUnitTest -Dit.test=ShortDcLossDrillIT \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false$(GIVE_BACK)

faults: packages build ## every fault of drills in a lab of its own, and hung disks, as tests
	$(ROOT_MVN) verify -pl drill -am -Dtest=NoUnitTest -Dit.test=LabFaultsIT,LabStressesIT,HungDiskIT \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false$(GIVE_BACK)

bench: packages build ## every performance figure; with FRESH=1 none is kept, with ONLY=NAME,… only some
	@$(BENCH) all $(if $(filter-out 0,$(FRESH)),--fresh) $(if $(ONLY),--only $(ONLY))

faults-ssh: build ## every fault of real hosts, on machines under systemd, as tests
	@scripts/install-packages systemd-container debootstrap
	$(ROOT_MVN) verify -pl drill -am -Dtest=NoUnitTest -Dit.test=RemoteFaultsIT \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false$(GIVE_BACK)

format: ## puts the sources into their form
	mvn -B -q spotless:apply

clean: ## removes what was built
	mvn -B -q clean
