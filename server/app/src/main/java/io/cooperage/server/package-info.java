/** The server program: its configuration, its commands and the composition root of its rooms. */
package io.cooperage.server;
