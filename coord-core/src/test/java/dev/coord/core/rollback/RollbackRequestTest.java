package dev.coord.core.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollbackRequestTest {

    @Test
    void landingsAreNumberedFromZero() {
        assertThat(new RollbackRequest.OfWave(0, Optional.empty()).wave()).isZero();
        assertThatThrownBy(() -> new RollbackRequest.OfWave(-1, Optional.empty()))
                .isInstanceOf(BadInput.class)
                .hasMessage("there is no wave -1: landings are numbered from 0");
    }
}
