CREATE TABLE sample (
  id    INT NOT NULL PRIMARY KEY,
  text  VARCHAR(16) NOT NULL
);
INSERT INTO sample (id, text) VALUES (1, 'first');
