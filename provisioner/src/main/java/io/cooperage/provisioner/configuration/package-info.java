/**
 * The provisioner's YAML file: nested records, every key known, every value checked, and each
 * refusal with the key, the value and what to do.
 */
package io.cooperage.provisioner.configuration;
