-- What a token may do: names of scopes, comma separated; NULL = all that its role may.
ALTER TABLE api_token
  ADD COLUMN scopes VARCHAR(512) NULL;

-- Secrets that a rotation has replaced, until their overlap ends.
CREATE TABLE api_token_former (
  hash          BINARY(32) NOT NULL PRIMARY KEY,
  token_id      VARCHAR(36) NOT NULL,
  valid_until   DATETIME(3) NOT NULL,
  KEY api_token_former_token (token_id)
);

-- When a token was last used, to the hour. Apart from the token, so that a use never collides with
-- a change of it.
CREATE TABLE api_token_use (
  token_id      VARCHAR(36) NOT NULL PRIMARY KEY,
  used_at       DATETIME(3) NOT NULL
);

-- before_value, after_value: of what was changed, as far as it was there. position: the line's place
-- in the chain of its datacenter, NULL until a driver gives it one; hash: over the line, its place
-- and the hash of the line before.
ALTER TABLE audit
  ADD COLUMN before_value MEDIUMTEXT NULL,
  ADD COLUMN after_value MEDIUMTEXT NULL,
  ADD COLUMN position BIGINT NULL,
  ADD COLUMN hash BINARY(32) NULL,
  ADD UNIQUE KEY audit_place (datacenter, position);

-- Where the chain of each datacenter ends. Guarded by position: who moves it has chained the lines
-- up to the new one.
CREATE TABLE audit_chain (
  datacenter    VARCHAR(64) NOT NULL PRIMARY KEY,
  position      BIGINT NOT NULL,
  hash          BINARY(32) NOT NULL
);
