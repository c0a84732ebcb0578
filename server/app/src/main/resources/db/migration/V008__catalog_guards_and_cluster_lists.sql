-- Where writers of the catalogue meet that would not meet otherwise: a row for each name, changed by
-- whoever writes a document that names it and by whoever deletes it; and one (clustertemplate, '*')
-- for all who change what templates are made of.
CREATE TABLE catalog_guard (
  kind          VARCHAR(32) NOT NULL,
  name          VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
  changes       BIGINT NOT NULL,
  PRIMARY KEY (kind, name)
);

-- Lists of clusters go along one of these, in the order of ids, however many clusters there are. An owner's
-- clusters are told apart by state in the index itself.
ALTER TABLE cluster
  ADD KEY cluster_state (state, id),
  ADD KEY cluster_tenant_state (tenant, state, id),
  ADD KEY cluster_owner (owner, tenant, id, state),
  ADD KEY cluster_name (name, tenant, id);
