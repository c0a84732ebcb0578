/** The servers over HTTP: what the worker, the pools and the resource cache ask of them. */
package io.cooperage.provisioner.rest;
