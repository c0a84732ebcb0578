-- Who may run what: lanes of the queue, shares of a tenant's workers.

-- Labels that a worker must carry to run the job's tasks ('network=private,rack=a'), by its provider.
ALTER TABLE job
  ADD COLUMN worker_labels VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';

-- A lane of the queue: tasks of one tenant that ask the same of a worker. Lanes are counted, and the first
-- tasks of each are read, at a cost that does not depend on how many wait. tenant and worker_labels
-- are the job's.
ALTER TABLE task
  ADD COLUMN tenant VARCHAR(255) NOT NULL DEFAULT '',
  ADD COLUMN worker_labels VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';
UPDATE task FORCE INDEX (PRIMARY)
  JOIN job ON job.cluster_id = task.cluster_id AND job.number = task.job_number
  SET task.tenant = job.tenant;
ALTER TABLE task
  DROP KEY task_queue,
  ADD KEY task_queue
    (queue, tenant, plugin, worker_labels, not_before, cluster_id, job_number, number),
  DROP KEY task_running,
  ADD KEY task_running (state, worker_dc, tenant);

-- Nobody was held to the quota of workers before: who has 0 goes on without one. From here on it is
-- how many tasks of the tenant are in progress at a time; -1 = unlimited, 0 = none.
UPDATE tenant
  SET workers = -1
  WHERE workers = 0;

-- What each datacenter may have in progress of a tenant with a quota. The sum of held never exceeds the
-- quota; ceiling <= held is what the datacenter hands out up to, lower while it gives some away; wanted is
-- what it asked for. Rows of one tenant change together with its guard, the row with datacenter ''.
-- version: counted up by every hand-out too, so that one and a change of the share collide.
CREATE TABLE worker_share (
  tenant        VARCHAR(255) NOT NULL,
  datacenter    VARCHAR(64) NOT NULL,
  held          INT NOT NULL DEFAULT 0,
  ceiling       INT NOT NULL DEFAULT 0,
  wanted        INT NOT NULL DEFAULT 0,
  version       BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant, datacenter)
);

-- The roll of workers, kept by the leader of their datacenter after its ZooKeeper: what others see of them, and
-- whether one is to take nothing new. state: active or draining. registration: as JSON.
CREATE TABLE worker (
  id            VARCHAR(64) NOT NULL PRIMARY KEY,
  datacenter    VARCHAR(64) NOT NULL,
  state         VARCHAR(16) NOT NULL,
  registration  TEXT NOT NULL,
  since         DATETIME(3) NOT NULL,
  KEY worker_datacenter (datacenter, state)
);

-- Beats of workers as the servers of a datacenter hear them while its ZooKeeper is away: worker to
-- count, as JSON.
CREATE TABLE worker_beat (
  server        VARCHAR(128) NOT NULL PRIMARY KEY,
  datacenter    VARCHAR(64) NOT NULL,
  beats         MEDIUMTEXT NOT NULL
);

-- Contents are loaded in several commits and deleted in several. state: loading (its chunks are being
-- written), whole, dying (nothing needs it; its chunks are being deleted). Who begins to load a dying
-- one stops its deletion: both write this row. touched_at: when it was last of use.
ALTER TABLE resource_blob
  ADD COLUMN state VARCHAR(16) NOT NULL DEFAULT 'whole',
  ADD COLUMN touched_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3);
