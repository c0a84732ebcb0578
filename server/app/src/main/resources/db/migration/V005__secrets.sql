-- Master keys as this database knows them: sealed is a constant text under the key, by which a server
-- finds out whether its key of that name is the same. state: known, current (a server wraps with it) or
-- retired (rotate-keys has put another one in its place). starts counts the servers that began to wrap
-- with it, so that this collides with its retirement.
CREATE TABLE secret_master (
  id            VARCHAR(32) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  sealed        VARBINARY(128) NOT NULL,
  state         VARCHAR(16) NOT NULL,
  starts        BIGINT NOT NULL DEFAULT 0,
  created_at    DATETIME(3) NOT NULL
);

-- Data keys, each wrapped by a master key; guarded by (master, wrapped). scope: whose values it seals,
-- 'tenant/acme' or 'cluster/00000042', the latter with cluster_id. Deleting a row makes all values under
-- it unreadable for ever.
CREATE TABLE secret_key (
  scope         VARCHAR(300) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  cluster_id    BIGINT NULL,
  master        VARCHAR(32) COLLATE utf8mb4_nopad_bin NOT NULL,
  wrapped       VARBINARY(128) NOT NULL,
  created_at    DATETIME(3) NOT NULL,
  KEY secret_key_master (master, scope),
  KEY secret_key_cluster (cluster_id)
);

-- Which master keys each server had when it last joined. server: 'dc1/s1'.
CREATE TABLE secret_holder (
  server        VARCHAR(160) NOT NULL PRIMARY KEY,
  current       VARCHAR(32) COLLATE utf8mb4_nopad_bin NOT NULL,
  known         VARCHAR(2048) COLLATE utf8mb4_nopad_bin NOT NULL,
  at            DATETIME(3) NOT NULL
);

-- secrets: workers of the job's tasks are told sensitive values, which must not stand in what they say.
ALTER TABLE job ADD COLUMN secrets BOOLEAN NOT NULL DEFAULT FALSE, ALGORITHM=INSTANT;
