package dev.coord.testkit.linearizability;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.testkit.InMemoryStore;
import java.util.List;
import kotlin.jvm.functions.Function1;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.util.LoggingLevel;
import org.junit.jupiter.api.Test;

class LinearizabilityIT {

    // Lincheck's own ten seconds may pass on a busy machine before an invocation has ended, which it takes for a hang.
    private static final long LONGEST = 240_000;

    @Test
    void threadsOnTheStoreSeeTheRulesInSomeOrder() {
        assertThatCode(() -> threads().check(StoreInMemory.class)).doesNotThrowAnyException();
    }

    @Test
    void interleavingsOnTheStoreSeeTheRulesInSomeOrder() {
        assertThatCode(() -> interleavings().check(StoreInMemory.class)).doesNotThrowAnyException();
    }

    @Test
    void threadsFindAPlantedRace() {
        assertThatThrownBy(() -> threads().check(PureRules.class))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("Invalid execution results");
    }

    @Test
    void interleavingsFindAPlantedRace() {
        assertThatThrownBy(() -> interleavings().check(PureRules.class))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("Invalid execution results");
    }

    private static StressOptions threads() {
        return few(
                new StressOptions().iterations(24).invocationsPerIteration(400).threads(3));
    }

    private static ModelCheckingOptions interleavings() {
        return few(new ModelCheckingOptions()
                .iterations(3)
                .invocationsPerIteration(100)
                .threads(2)
                .addGuarantee(nothingIsSharedOutsideTheStore()));
    }

    private static <O extends Options<O, ?>> O few(O options) {
        return options.actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(1)
                .invocationTimeout$lincheck(LONGEST)
                .minimizeFailedScenario(false)
                .logLevel(LoggingLevel.ERROR)
                .sequentialSpecification(PureRules.class);
    }

    /**
     * The rules and their values are immutable: a switch of threads within them tells nothing new, but following them
     * takes a hundred times as long. So the switches are tried in the store's own steps, its lock, and its list of waiters.
     */
    private static ManagedStrategyGuarantee nothingIsSharedOutsideTheStore() {
        List<String> watched = List.of(
                InMemoryStore.class.getName(),
                StoreInMemory.class.getName(),
                PureRules.class.getName(),
                LockOperations.class.getName());
        Function1<String, Boolean> pure = name -> name.startsWith("dev.coord.") && !watched.contains(name);
        return ManagedStrategyGuaranteeKt.forClasses(pure).allMethods().ignore();
    }
}
