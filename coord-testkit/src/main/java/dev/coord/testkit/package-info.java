/**
 * An in-memory store and virtual time. The contracts that every store has to pass are in {@link dev.coord.testkit.store}.
 *
 * <p>A test of leases, in which an hour passes at once:
 *
 * <pre>{@code
 * ManualClock clock = new ManualClock();
 * try (InMemoryStore store = new InMemoryStore(clock)) {
 *     Coordinator coordinator = new Coordinator(store);
 *     LockRequest request = LockRequest.builder("agent-1", "P1").write("a.ts").build();
 *     LockOutcome.Granted granted = (LockOutcome.Granted) coordinator.tryAcquire(request);
 *     try (HeldLease held = coordinator.hold(granted.lease())) {
 *         clock.advance(Duration.ofHours(1)); // renewed 36 times on the way
 *         assertThat(held.lease().expiresAt()).isAfter(clock.instant());
 *     }
 * }
 * }</pre>
 *
 * <p>A test of a whole run, without a disk and without git, {@link dev.coord.testkit.run}:
 *
 * <pre>{@code
 * InMemoryRepository repository = new InMemoryRepository();
 * ScriptedAgents agents = ScriptedAgents.in(repository)
 *         .on("P1", Script.failing("no idea"), Script.writing("a.ts", "one")); // at the first attempt, and later
 * InMemoryStore store = new InMemoryStore(InstantSource.system());
 * ParallelRun run = new ParallelRun(store, repository, repository, agents, notice -> {});
 * run.run(features, settings); // fails
 * run.run(features, settings); // and goes on
 * assertThat(repository.files()).containsEntry("a.ts", "one");
 * }</pre>
 *
 * <p>A test with a real repository, {@link dev.coord.testkit.junit}:
 *
 * <pre>{@code
 * @Test
 * void findsTheBranch(@TempGitRepository Path repository) {
 *     assertThat(GitRepository.open(repository).checkedOutBranch()).contains("refs/heads/main");
 * }
 * }</pre>
 */
@NullMarked
package dev.coord.testkit;

import org.jspecify.annotations.NullMarked;
