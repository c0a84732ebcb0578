CREATE TABLE IF NOT EXISTS lease (
  name          VARCHAR(191) NOT NULL PRIMARY KEY,
  holder        VARCHAR(191) NOT NULL,
  datacenter    VARCHAR(64) NOT NULL,
  address       VARCHAR(255) NOT NULL,
  epoch         BIGINT NOT NULL,
  beat          BIGINT NOT NULL,
  state         VARCHAR(16) NOT NULL
)
