package dev.coord.core.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.core.lock.contention.WaitForGraph;
import dev.coord.lock.FencingToken;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.PendingRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.statistics.Statistics;

class WaitForGraphProperties {

    /** In a soak each try looks at five times as many. */
    private static final int AT_ONCE = Boolean.getBoolean("coord.soak") ? 5 : 1;

    /** Registries that no history may lead to as well. */
    @Provide
    Arbitrary<LockRegistry> registries() {
        Arbitrary<List<ForeignLock>> held = LockStep.wishes()
                .filter(wish -> !wish.locks().isEmpty())
                .map(wish -> new ForeignLock(wish.locks().get(0), wish.agent(), wish.feature(), LockStory.BEGIN))
                .list()
                .ofMaxSize(5);
        Arbitrary<List<PendingRequest>> queue = LockStep.wishes()
                .map(wish -> new PendingRequest(wish, LockStory.BEGIN, LockStory.BEGIN))
                .list()
                .ofMaxSize(5);
        return Combinators.combine(held, queue)
                .as((locks, tickets) -> new LockRegistry(List.of(), tickets, locks, FencingToken.NONE, List.of()))
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<List<LockRegistry>> severalRegistries() {
        return registries().list().ofSize(AT_ONCE).withoutEdgeCases();
    }

    @Tag("long")
    @Property(tries = 20_000)
    void findsExactlyTheCirclesThatBruteForceFinds(@ForAll("severalRegistries") List<LockRegistry> several) {
        several.forEach(WaitForGraphProperties::findsTheCirclesOf);
        Statistics.coverage(coverage -> coverage.check(true).percentage(percent -> percent > 5));
    }

    private static void findsTheCirclesOf(LockRegistry locks) {
        WaitForGraph graph = WaitForGraph.of(locks);
        Map<AgentId, Map<AgentId, Integer>> steps =
                BruteForce.distances(BruteForce.held(locks), BruteForce.waiting(locks));

        boolean circle = false;
        for (AgentId agent : steps.keySet()) {
            List<AgentId> cycle = graph.cycleThrough(agent);
            assertThat(cycle).hasSize(steps.get(agent).getOrDefault(agent, 0));
            for (int place = 0; place < cycle.size(); place++) {
                assertThat(graph.awaitedBy(cycle.get(place))).contains(cycle.get((place + 1) % cycle.size()));
            }
            Set<AgentId> waiters = new TreeSet<>(steps.keySet());
            waiters.removeIf(waiter -> !steps.get(waiter).containsKey(agent));
            assertThat(graph.waitersFor(agent)).isEqualTo(waiters);
            circle |= !cycle.isEmpty();
        }
        assertThat(graph.cycle().isEmpty()).isNotEqualTo(circle);
        Statistics.collect(circle);
    }
}
