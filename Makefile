# The front door. `make help` says what there is.

SHELL := /bin/sh
LAB_INDEX ?= 0
export LAB_INDEX
# The lab makes namespaces; who is not root is asked for a password by sudo, where there is one.
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)
LAB_FILES := .lab$(if $(filter-out 0,$(LAB_INDEX)),-$(LAB_INDEX))
LAB := $(SUDO) $(if $(SUDO),LAB_INDEX=$(LAB_INDEX) JAVA_HOME=$(JAVA_HOME)) bin/cooperage lab

.PHONY: help up down status build packages test drill format clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: packages build ## three datacenters on this machine, build included
	@$(LAB) up

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
	mvn -B verify

drill: packages build ## a short loss of a datacenter in a lab of its own, as a test
	mvn -B verify -pl drill -am -Dtest=NoUnitTest -Dit.test=ShortDcLossDrillIT \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false

format: ## puts the sources into their form
	mvn -B -q spotless:apply

clean: ## removes what was built
	mvn -B -q clean
