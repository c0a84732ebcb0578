-- Who wants to be told of a tenant's events, guarded by version. types and secrets are JSON; of the secrets,
-- which are sealed, the first signs, the others too until they end.
CREATE TABLE webhook (
  id            VARCHAR(36) NOT NULL PRIMARY KEY,
  tenant        VARCHAR(255) NOT NULL,
  name          VARCHAR(128) COLLATE utf8mb4_nopad_bin NOT NULL,
  url           VARCHAR(2048) NOT NULL,
  types         VARCHAR(4096) NOT NULL,
  subject       VARCHAR(512) NULL,
  enabled       BOOLEAN NOT NULL,
  disabled_why  VARCHAR(1024) NOT NULL DEFAULT '',
  secrets       TEXT NOT NULL,
  version       BIGINT NOT NULL DEFAULT 1,
  created_at    DATETIME(3) NOT NULL,
  UNIQUE KEY webhook_name (tenant, name)
);

-- How far a webhook is: it has all its events up to position. Guarded by (position, attempts): of two that
-- deliver, one moves it on. attempts and first_failed_at are of the event after position that is tried again;
-- failing_since: no event got through since then.
CREATE TABLE webhook_cursor (
  webhook       VARCHAR(36) NOT NULL PRIMARY KEY,
  position      BIGINT NOT NULL,
  attempts      INT NOT NULL DEFAULT 0,
  first_failed_at DATETIME(3) NULL,
  failing_since DATETIME(3) NULL,
  next_at       DATETIME(3) NULL
);

-- The log. state: retrying, delivered, dead, or queued (to be sent once more on request).
CREATE TABLE webhook_delivery (
  webhook       VARCHAR(36) NOT NULL,
  position      BIGINT NOT NULL,
  type          VARCHAR(64) NOT NULL,
  subject       VARCHAR(512) NOT NULL,
  state         VARCHAR(16) NOT NULL,
  attempts      INT NOT NULL,
  status        INT NOT NULL,
  latency_ms    INT NOT NULL,
  detail        VARCHAR(1024) NOT NULL,
  datacenter    VARCHAR(64) NOT NULL,
  first_at      DATETIME(3) NOT NULL,
  last_at       DATETIME(3) NOT NULL,
  PRIMARY KEY (webhook, position),
  KEY webhook_delivery_state (state, webhook, position),
  KEY webhook_delivery_last (last_at)
);

-- When a node had its first machine, and when its last one was gone. Written by the statement that changes its
-- state anyway.
ALTER TABLE node
  ADD COLUMN begun_at DATETIME(3) NULL,
  ADD COLUMN ended_at DATETIME(3) NULL,
  ALGORITHM=INSTANT;

-- usage_due: when the cluster was terminated, until its usage is in usage_interval. warned_until: the moment of
-- the last warning that its lease ends.
ALTER TABLE cluster
  ADD COLUMN usage_due DATETIME(3) NULL,
  ADD COLUMN warned_until DATETIME(3) NULL,
  ALGORITHM=INSTANT;
CREATE INDEX cluster_usage_due ON cluster (usage_due) ALGORITHM=INPLACE;

-- What terminated clusters used, and nodes that left their clusters; outlives both. node 0 is the cluster itself.
CREATE TABLE usage_interval (
  cluster_id    BIGINT NOT NULL,
  node          INT NOT NULL,
  tenant        VARCHAR(255) NOT NULL,
  owner         VARCHAR(255) NOT NULL,
  template      VARCHAR(255) NOT NULL,
  begun_at      DATETIME(3) NOT NULL,
  ended_at      DATETIME(3) NOT NULL,
  PRIMARY KEY (cluster_id, node),
  KEY usage_interval_tenant (tenant, ended_at),
  KEY usage_interval_ended (ended_at)
);
