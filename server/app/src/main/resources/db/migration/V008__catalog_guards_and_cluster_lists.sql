-- Where writers of the catalogue meet that would not meet otherwise: a row for each name, changed by
-- whoever writes a document that names it and by whoever deletes it; and one (clustertemplate, '*')
-- for all who change what templates are made of.
CREATE TABLE catalog_guard (
  kind          VARCHAR(32) NOT NULL,
  name          VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
  changes       BIGINT NOT NULL,
  PRIMARY KEY (kind, name)
);
