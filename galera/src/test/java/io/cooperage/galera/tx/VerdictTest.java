package io.cooperage.galera.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.junit.jupiter.api.Test;

class VerdictTest {

  /** As the driver throws it where the connection breaks while the batch is written. */
  @Test
  void aLostConnectionIsSeenThroughABatch() {
    SQLException lost = new SQLNonTransientConnectionException("Socket error", "08000", -1);
    SQLException batch = new BatchUpdateException(new int[0], lost);

    assertThat(batch.getErrorCode()).isZero();
    assertThat(batch.getSQLState()).isNull();
    assertThat(Verdict.of(batch, Phase.BODY)).isEqualTo(Verdict.CONNECTION_LOST);
    assertThat(Verdict.of(new BatchUpdateException(new int[0], batch), Phase.BODY))
        .isEqualTo(Verdict.CONNECTION_LOST);
  }

  @Test
  void aRefusalOfABatchIsThatOfItsStatement() {
    SQLException conflict =
        new BatchUpdateException("Deadlock found", "40001", 1213, new int[0], null);

    assertThat(Verdict.of(conflict, Phase.BODY)).isEqualTo(Verdict.RETRY);
  }
}
