/** How faults are written on command lines, whatever site they are for. */
package io.cooperage.drill.fault.command;
