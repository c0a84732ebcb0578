CREATE TABLE made (
  id    INT NOT NULL PRIMARY KEY,
  times INT NOT NULL
);
INSERT INTO made (id, times) VALUES (1, 1) ON DUPLICATE KEY UPDATE times = times + 1;
