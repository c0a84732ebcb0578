-- The truth that all datacenters share. Every table has a primary key (Galera needs it), no id comes
-- from AUTO_INCREMENT, and state changes are guarded updates on the columns named in the comments.

-- Who may do how much. -1 = unlimited; an unlimited tenant's counters are not kept (no hot row).
CREATE TABLE tenant (
  name          VARCHAR(255) NOT NULL PRIMARY KEY,
  max_clusters  INT NOT NULL,
  max_nodes     INT NOT NULL,
  workers       INT NOT NULL,
  clusters      INT NOT NULL DEFAULT 0,
  nodes         INT NOT NULL DEFAULT 0,
  version       BIGINT NOT NULL DEFAULT 1
);
INSERT INTO tenant (name, max_clusters, max_nodes, workers) VALUES ('superadmin', -1, -1, 0);

-- API tokens; only their SHA-256 is kept (the secret has 256 random bits).
CREATE TABLE api_token (
  hash          BINARY(32) NOT NULL PRIMARY KEY,
  id            VARCHAR(36) NOT NULL,
  name          VARCHAR(255) NOT NULL,
  tenant        VARCHAR(255) NOT NULL,
  user          VARCHAR(255) NOT NULL,
  role          VARCHAR(32) NOT NULL,
  created_at    DATETIME(3) NOT NULL,
  expires_at    DATETIME(3) NULL,
  UNIQUE KEY api_token_id (id),
  KEY api_token_tenant (tenant, id)
);

-- The answer to a request that carried an Idempotency-Key, written in the transaction of its effect.
CREATE TABLE idempotency (
  scope_hash    BINARY(32) NOT NULL PRIMARY KEY,
  payload_hash  BINARY(32) NOT NULL,
  status        SMALLINT NOT NULL,
  headers       VARCHAR(2048) NOT NULL,
  body          MEDIUMTEXT NOT NULL,
  created_at    DATETIME(3) NOT NULL,
  KEY idempotency_created (created_at)
);

CREATE TABLE audit (
  id            BIGINT NOT NULL PRIMARY KEY,
  at            DATETIME(3) NOT NULL,
  tenant        VARCHAR(255) NOT NULL,
  user          VARCHAR(255) NOT NULL,
  action        VARCHAR(64) NOT NULL,
  subject       VARCHAR(512) NOT NULL,
  datacenter    VARCHAR(64) NOT NULL,
  request_id    VARCHAR(64) NOT NULL,
  detail        MEDIUMTEXT NOT NULL,
  KEY audit_tenant (tenant, id)
);

-- Outbox. position is NULL until the sequencer gives the event its place in the one order of all events.
-- owner: of the cluster that the event concerns (NULL: it concerns everybody in the tenant).
CREATE TABLE event (
  id            BIGINT NOT NULL PRIMARY KEY,
  position      BIGINT NULL,
  type          VARCHAR(64) NOT NULL,
  tenant        VARCHAR(255) NOT NULL,
  owner         VARCHAR(255) COLLATE utf8mb4_nopad_bin NULL,
  subject       VARCHAR(512) NOT NULL,
  at            DATETIME(3) NOT NULL,
  datacenter    VARCHAR(64) NOT NULL,
  data          MEDIUMTEXT NOT NULL,
  UNIQUE KEY event_position (position)
);

-- One row; guarded by position: who moves it has sequenced the events up to the new one.
CREATE TABLE event_head (
  id            TINYINT NOT NULL PRIMARY KEY,
  position      BIGINT NOT NULL
);
INSERT INTO event_head (id, position) VALUES (1, 0);

-- A datacenter's right to its jobs: guarded by epoch. state: up, draining, drained, lost. Its servers'
-- beats are leases (table lease, of the galera library).
CREATE TABLE datacenter (
  name          VARCHAR(64) NOT NULL PRIMARY KEY,
  epoch         BIGINT NOT NULL,
  state         VARCHAR(16) NOT NULL,
  workers       INT NOT NULL DEFAULT 0,
  changed_at    DATETIME(3) NOT NULL
);

-- Catalogue: the head is the guard row of an entity, each version an immutable row. Names are
-- compared byte by byte, so that two that differ in case are two.
CREATE TABLE catalog_head (
  tenant        VARCHAR(255) NOT NULL,
  kind          VARCHAR(32) NOT NULL,
  name          VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
  version       INT NOT NULL,
  deleted       BOOLEAN NOT NULL,
  PRIMARY KEY (tenant, kind, name)
);

CREATE TABLE catalog_version (
  tenant        VARCHAR(255) NOT NULL,
  kind          VARCHAR(32) NOT NULL,
  name          VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
  version       INT NOT NULL,
  document      MEDIUMTEXT CHARACTER SET utf8mb4 NOT NULL,
  created_at    DATETIME(3) NOT NULL,
  created_by    VARCHAR(255) NOT NULL,
  PRIMARY KEY (tenant, kind, name, version)
);

-- Plugin resources: bytes by content, in chunks that fit any packet limit; versions by name.
-- state: inactive, staged, active or recalled. changes: of version 1, counts the changes of all
-- versions of the name, so that two writers of which each changes another version collide.
CREATE TABLE resource_blob (
  sha256        BINARY(32) NOT NULL PRIMARY KEY,
  size          INT NOT NULL
);

CREATE TABLE resource_chunk (
  sha256        BINARY(32) NOT NULL,
  number        INT NOT NULL,
  content       MEDIUMBLOB NOT NULL,
  PRIMARY KEY (sha256, number)
);

CREATE TABLE plugin_resource (
  tenant        VARCHAR(255) NOT NULL,
  plugin_kind   VARCHAR(16) NOT NULL,
  plugin_type   VARCHAR(128) COLLATE utf8mb4_nopad_bin NOT NULL,
  resource_type VARCHAR(64) COLLATE utf8mb4_nopad_bin NOT NULL,
  name          VARCHAR(191) COLLATE utf8mb4_nopad_bin NOT NULL,
  version       INT NOT NULL,
  sha256        BINARY(32) NOT NULL,
  size          INT NOT NULL,
  state         VARCHAR(16) NOT NULL,
  changes       BIGINT NOT NULL DEFAULT 0,
  created_at    DATETIME(3) NOT NULL,
  PRIMARY KEY (tenant, plugin_kind, plugin_type, resource_type, name, version),
  KEY plugin_resource_content (sha256)
);

-- A cluster, guarded by version. active_job is the one job that may run on it (NULL: none).
-- spec: the documents that it was made from, resolved, as JSON; spec_version grows when it changes.
CREATE TABLE cluster (
  id            BIGINT NOT NULL PRIMARY KEY,
  tenant        VARCHAR(255) NOT NULL,
  name          VARCHAR(255) NOT NULL,
  description   VARCHAR(1024) NOT NULL,
  owner         VARCHAR(255) NOT NULL,
  state         VARCHAR(16) NOT NULL,
  version       BIGINT NOT NULL,
  template      VARCHAR(255) NOT NULL,
  num_machines  INT NOT NULL,
  spec          MEDIUMTEXT NOT NULL,
  spec_version  INT NOT NULL DEFAULT 1,
  latest_job    INT NOT NULL,
  active_job    INT NULL,
  message       VARCHAR(4096) NOT NULL DEFAULT '',
  created_at    DATETIME(3) NOT NULL,
  expires_at    DATETIME(3) NULL,
  KEY cluster_tenant (tenant, id),
  KEY cluster_expiry (expires_at)
);

-- A machine of a cluster. current_task: the task that is queued or in progress on it, at most one.
CREATE TABLE node (
  cluster_id    BIGINT NOT NULL,
  number        INT NOT NULL,
  hostname      VARCHAR(255) NOT NULL,
  services      TEXT NOT NULL,
  hardwaretype  VARCHAR(255) NOT NULL,
  imagetype     VARCHAR(255) NOT NULL,
  generation    INT NOT NULL DEFAULT 1,
  state         VARCHAR(16) NOT NULL,
  datacenter    VARCHAR(64) NOT NULL DEFAULT '',
  addresses     TEXT NOT NULL,
  properties    MEDIUMTEXT NOT NULL,
  current_task  INT NULL,
  PRIMARY KEY (cluster_id, number)
);

-- A job belongs to a datacenter under an epoch; only a server of that datacenter moves it on, and every
-- change is guarded by (datacenter, epoch, state). Every change of its tasks counts version up, so that
-- two writers, wherever they are, collide on this row.
CREATE TABLE job (
  cluster_id    BIGINT NOT NULL,
  number        INT NOT NULL,
  operation     VARCHAR(32) NOT NULL,
  state         VARCHAR(16) NOT NULL,
  datacenter    VARCHAR(64) NOT NULL,
  epoch         BIGINT NOT NULL,
  version       BIGINT NOT NULL DEFAULT 1,
  tenant        VARCHAR(255) NOT NULL,
  tasks_total   INT NOT NULL DEFAULT 0,
  tasks_done    INT NOT NULL DEFAULT 0,
  tasks_failed  INT NOT NULL DEFAULT 0,
  message       VARCHAR(4096) NOT NULL DEFAULT '',
  request       MEDIUMTEXT NOT NULL,
  created_at    DATETIME(3) NOT NULL,
  started_at    DATETIME(3) NULL,
  ended_at      DATETIME(3) NULL,
  PRIMARY KEY (cluster_id, number),
  KEY job_owner (datacenter, state)
);

-- A step of a job's plan: a task on a node, or a gate (action 'gate'), where many edges meet many.
-- waiting_on counts predecessors not yet complete. queue: the datacenter whose workers may take it now
-- (NULL: not yet, or taken), so that the cost of taking does not depend on how many tasks wait.
-- It is taken in the order of not_before, of those whose plugin ('automator/shell') the taker has.
-- attempt grows with every hand-out; (attempt, epoch of the job) is the fencing token. A detached task
-- cleans up the machine of an earlier generation of its node and is no part of the job's progress.
-- acts counts what it claimed and released under its token, so that this conflicts with its revocation.
CREATE TABLE task (
  cluster_id    BIGINT NOT NULL,
  job_number    INT NOT NULL,
  number        INT NOT NULL,
  action        VARCHAR(16) NOT NULL,
  node_number   INT NULL,
  service       VARCHAR(255) NOT NULL DEFAULT '',
  plugin        VARCHAR(160) NOT NULL DEFAULT '',
  generation    INT NOT NULL DEFAULT 0,
  stage         INT NOT NULL,
  successors    MEDIUMTEXT NOT NULL,
  predecessors  INT NOT NULL,
  waiting_on    INT NOT NULL,
  state         VARCHAR(16) NOT NULL,
  queue         VARCHAR(64) NULL,
  not_before    DATETIME(3) NULL,
  attempt       INT NOT NULL DEFAULT 0,
  acts          INT NOT NULL DEFAULT 0,
  failures      INT NOT NULL DEFAULT 0,
  recreate      BOOLEAN NOT NULL DEFAULT FALSE,
  detached      BOOLEAN NOT NULL DEFAULT FALSE,
  token         VARCHAR(64) NULL,
  worker        VARCHAR(64) NULL,
  worker_dc     VARCHAR(64) NULL,
  poll          BIGINT NOT NULL DEFAULT 0,
  message       VARCHAR(4096) NOT NULL DEFAULT '',
  started_at    DATETIME(3) NULL,
  ended_at      DATETIME(3) NULL,
  PRIMARY KEY (cluster_id, job_number, number),
  KEY task_queue (queue, not_before, cluster_id, job_number, number),
  KEY task_node (cluster_id, job_number, node_number),
  KEY task_running (state, worker_dc, worker)
);

-- What the last attempt of a task printed, and answers that came too late, as evidence.
CREATE TABLE task_output (
  cluster_id    BIGINT NOT NULL,
  job_number    INT NOT NULL,
  task_number   INT NOT NULL,
  attempt       INT NOT NULL,
  accepted      BOOLEAN NOT NULL,
  worker        VARCHAR(64) NOT NULL,
  stdout        MEDIUMTEXT NOT NULL,
  stdout_dropped BIGINT NOT NULL,
  stderr        MEDIUMTEXT NOT NULL,
  stderr_dropped BIGINT NOT NULL,
  at            DATETIME(3) NOT NULL,
  PRIMARY KEY (cluster_id, job_number, task_number, attempt, accepted)
);

-- Machines that were there before us. tag NULL = free; a tag holds at most one host (unique).
CREATE TABLE pool_host (
  pool          VARCHAR(128) NOT NULL,
  name          VARCHAR(128) NOT NULL,
  datacenter    VARCHAR(64) NOT NULL,
  address       VARCHAR(255) NOT NULL,
  port          INT NOT NULL,
  user          VARCHAR(64) NOT NULL,
  host_key      VARCHAR(1024) NOT NULL,
  flavor        VARCHAR(64) NOT NULL DEFAULT '',
  tag           VARCHAR(128) NULL,
  version       BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (pool, name),
  UNIQUE KEY pool_host_tag (tag),
  KEY pool_host_free (pool, tag, datacenter)
);
