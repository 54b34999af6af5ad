package dev.coord.core.lock;

import static dev.coord.core.lock.LockStory.by;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.lock.BruteForce.Owned;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.RequestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/** What agents see that hold one lease or wait for one at a time, so that nobody has to be let past for a circle's sake. */
class FairnessProperties {

    /** An agent that holds its locks frees them; one that does not asks for these. */
    private record Turn(int agent, List<PathLock> locks) {}

    @Provide
    Arbitrary<List<Turn>> turns() {
        return Combinators.combine(Arbitraries.integers().between(0, 5), LockStep.locks())
                .as(Turn::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(60)
                .withoutEdgeCases();
    }

    @Property
    void whoMeetIsServedInTheOrderOfArrivalAndAllOthersAtOnce(@ForAll("turns") List<Turn> turns) {
        LockStory story = new LockStory();
        Map<RequestId, Integer> arrival = new HashMap<>();
        int arrivals = 0;
        for (Turn turn : turns) {
            String agent = "agent-" + turn.agent();
            Set<RequestId> held = requestsHeld(story);
            Optional<Lease> lease = story.snapshot.locks().leases().stream()
                    .filter(one -> one.agent().value().equals(agent))
                    .findFirst();
            if (lease.isPresent()) {
                story.release(lease.get());
            } else if (story.snapshot.locks().queue().stream()
                    .noneMatch(ticket -> ticket.request().agent().value().equals(agent))) {
                LockRequest request = request(agent, turn.locks(), arrivals);
                arrival.put(request.id(), arrivals++);
                asks(story, request);
            }
            grantsInOrder(story, held, arrival);
        }
    }

    private static void asks(LockStory story, LockRequest request) {
        List<Owned> others = new ArrayList<>(BruteForce.held(story.snapshot.locks()));
        others.addAll(BruteForce.waiting(story.snapshot.locks()));
        boolean meets = others.stream().anyMatch(BruteForce.owned(request)::meets);

        LockOutcome outcome = story.ask(request);

        assertThat(outcome).isInstanceOf(meets ? LockOutcome.Waiting.class : LockOutcome.Granted.class);
        Statistics.label("answer").collect(meets ? "waits" : "passes freely");
    }

    private static void grantsInOrder(LockStory story, Set<RequestId> held, Map<RequestId, Integer> arrival) {
        for (Lease fresh : story.snapshot.locks().leases()) {
            if (!held.contains(fresh.request())) {
                Owned served = new Owned(fresh.agent(), fresh.locks());
                assertThat(story.snapshot.locks().queue())
                        .noneMatch(ticket -> arrival.get(ticket.request().id()) < arrival.get(fresh.request())
                                && served.meets(BruteForce.owned(ticket.request())));
            }
        }
    }

    /** Readers that read, go and come again as they please. */
    @Property
    void aWriterAmongConstantReadersWaitsForOneRoundAtMost(
            @ForAll @IntRange(min = 1, max = 6) int readers,
            @ForAll @Size(min = 60, max = 120) List<@IntRange(min = 0, max = 59) Integer> turns,
            @ForAll @IntRange(min = 0, max = 20) int comes) {
        LockStory story = new LockStory();
        int rounds = 0;
        boolean wrote = false;
        Set<RequestId> before = new HashSet<>();
        for (int turn = 0; turn < turns.size() && !wrote; turn++) {
            if (turn == comes) {
                before = requestsHeld(story);
                story.ask(by("writer").write("x").policy(ContentionPolicy.WAIT));
            }
            String reader = "reader-" + turns.get(turn) % readers;
            Optional<Lease> lease = story.snapshot.locks().leases().stream()
                    .filter(one -> one.agent().value().equals(reader))
                    .findFirst();
            lease.ifPresent(story::release);
            if (lease.isPresent() || !story.queued().stream().anyMatch(waits -> waits.startsWith(reader))) {
                story.ask(by(reader).id(new RequestId(reader + "-" + rounds++)).read("x"));
            }
            if (turn >= comes) {
                wrote = story.holding().contains("writer");
                Set<RequestId> reading = requestsHeld(story);
                reading.remove(new RequestId("writer"));
                assertThat(before).containsAll(reading);
                assertThat(wrote).isEqualTo(reading.isEmpty());
            }
        }
        Statistics.label("writer").collect(wrote ? "wrote" : "a reader stayed");
        Statistics.label("writer").coverage(coverage -> coverage.check("wrote").percentage(percent -> percent > 80));
    }

    private static Set<RequestId> requestsHeld(LockStory story) {
        Set<RequestId> held = new HashSet<>();
        story.snapshot.locks().leases().forEach(lease -> held.add(lease.request()));
        return held;
    }

    private static LockRequest request(String agent, List<PathLock> locks, int number) {
        return new LockRequest(
                new RequestId("r" + number),
                by(agent).build().agent(),
                by(agent).build().feature(),
                locks,
                ContentionPolicy.WAIT,
                Duration.ofHours(1),
                Duration.ofHours(1),
                Optional.empty(),
                Optional.empty());
    }
}
