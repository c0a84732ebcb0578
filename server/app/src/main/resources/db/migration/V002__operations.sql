-- What operations on a running cluster need to know.

-- service_states: of a machine's services, how far each is: service name to installed, configured,
-- initialized, running or stopped, as JSON; a service that is not named has not been worked on.
-- The state of a node is pending, created, running or deleted; leaving: it was asked to go; lost: the
-- rest of its job goes on without it, and left: it is no part of the cluster any more, but the
-- datacenter where its machine stands has still to delete that.
ALTER TABLE node
  ADD COLUMN service_states TEXT NOT NULL DEFAULT '',
  ALGORITHM = INSTANT;

-- last_node: the highest number that a machine of the cluster ever had; 0 = it was never scaled.
ALTER TABLE cluster
  ADD COLUMN last_node INT NOT NULL DEFAULT 0,
  ALGORITHM = INSTANT;
