-- What people do to jobs, and what bounds them.

-- since: when the job was last paused, resumed or begun again by somebody (NULL: never). Its bound counts
-- from then, otherwise from its creation.
ALTER TABLE job
  ADD COLUMN since DATETIME(3) NULL;

-- A task that its node waits for is queued; in a job that is paused it is held instead: no queue, but a
-- not_before. forgiven: hand-outs before its job was begun again; they count no more. skipped: it failed,
-- and counts as complete because somebody said so.
ALTER TABLE task
  ADD COLUMN forgiven INT NOT NULL DEFAULT 0,
  ADD COLUMN skipped BOOLEAN NOT NULL DEFAULT FALSE;

-- What queued tasks ask of a worker (a plugin, labels) and no worker of the datacenter has, and since when.
-- Its leader keeps it.
CREATE TABLE missing_plugin (
  datacenter    VARCHAR(64) NOT NULL,
  plugin        VARCHAR(160) NOT NULL,
  worker_labels VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  since         DATETIME(3) NOT NULL,
  PRIMARY KEY (datacenter, plugin, worker_labels)
);
