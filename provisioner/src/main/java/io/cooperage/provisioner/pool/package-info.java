/**
 * Provider {@code pool}: gives out registered machines, and makes each as good as new before and
 * after. The servers say who has which; a marker on the machine says so too.
 */
package io.cooperage.provisioner.pool;
