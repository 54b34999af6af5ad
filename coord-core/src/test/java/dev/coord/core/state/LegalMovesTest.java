package dev.coord.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.state.FeatureStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LegalMovesTest {

    @Test
    void leadsFromEachStatusWhereItMayLeadAndNowhereElse() {
        List<String> legal = new ArrayList<>();
        for (FeatureStatus from : FeatureStatus.values()) {
            for (LegalMoves step : LegalMoves.values()) {
                if (step.isLegalFrom(from)) {
                    legal.add(from + " " + step.step() + " " + step.to());
                }
            }
        }

        assertThat(legal)
                .containsExactly(
                        "PENDING start ACTIVE",
                        "PENDING halt BLOCKED",
                        "ACTIVE complete COMPLETED",
                        "ACTIVE block BLOCKED",
                        "ACTIVE fail FAILED",
                        "BLOCKED retry PENDING",
                        "FAILED retry PENDING",
                        "COMPLETED redo ACTIVE");
    }
}
