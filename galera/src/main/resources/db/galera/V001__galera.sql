-- Tables of the galera library, kept apart from the application's. No AUTO_INCREMENT; every table
-- has a primary key.

-- The id space of each datacenter, and the row that every change of them moves (inserts of
-- different rows do not conflict between nodes). changes counts spaces that were replaced: from
-- then on new sequences begin above everything ever taken.
CREATE TABLE id_space (
  datacenter    VARCHAR(64) NOT NULL PRIMARY KEY,
  start_num     BIGINT NOT NULL,
  increment_by  BIGINT NOT NULL
);

CREATE TABLE id_guard (
  id            TINYINT NOT NULL PRIMARY KEY,
  version       BIGINT NOT NULL,
  changes       BIGINT NOT NULL
);
INSERT INTO id_guard (id, version, changes) VALUES (1, 0, 0);

-- Where each sequence of a datacenter goes on. Guarded by next_id and the space.
CREATE TABLE id_block (
  datacenter    VARCHAR(64) NOT NULL,
  sequence      VARCHAR(64) NOT NULL,
  next_id       BIGINT NOT NULL,
  start_num     BIGINT NOT NULL,
  increment_by  BIGINT NOT NULL,
  PRIMARY KEY (datacenter, sequence),
  KEY id_block_sequence (sequence, next_id)
);

-- Table lease is made before the first migration (lease.sql): the right to migrate is a lease.
