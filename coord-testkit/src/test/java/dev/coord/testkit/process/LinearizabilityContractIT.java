package dev.coord.testkit.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract is worth what it notices. */
class LinearizabilityContractIT {

    @Test
    void noticesAStoreThatItsProcessesDoNotShare(@TempDir Path temp) {
        LinearizabilityContract contract = () -> StoreProviderTest.Unshared.class;

        assertThatThrownBy(() -> contract.everyHistoryOfManyProcessesIsLinearizable(temp))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("none of these goes then");
    }
}
