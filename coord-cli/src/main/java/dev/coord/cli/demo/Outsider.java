package dev.coord.cli.demo;

import dev.coord.FeatureId;
import dev.coord.cli.home.StoreOpener;
import dev.coord.cli.run.Progress;
import dev.coord.cli.shell.OwnCommand;
import dev.coord.core.answer.ExitCode;
import dev.coord.state.FeatureStatus;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Somebody outside the run who holds a file that a feature needs: real {@code coord lock} processes. While he holds it,
 * one more asks for it and is refused.
 */
final class Outsider implements Callable<Integer> {

    private static final String LEASE = "COORD_LEASE=";
    private static final String FILE = "app/posts/page.tsx";
    private static final FeatureId BEFORE = new FeatureId("P1_user_auth");
    private static final FeatureId WAITER = new FeatureId("P3_posts");
    private static final Duration HOLD = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Path repository;
    private final Path home;
    private final Progress progress;

    Outsider(Path repository, Path home, Progress progress) {
        this.repository = repository;
        this.home = home;
        this.progress = progress;
    }

    /**
     * Takes the lock when the feature before the waiter's is under way, and holds it for two seconds.
     *
     * @return how many requests were refused
     */
    @Override
    public Integer call() throws IOException, InterruptedException {
        try (CoordinationStore store = StoreOpener.open(home)) {
            if (!await(store, LONGEST, snapshot -> snapshot.state().statusOf(BEFORE) == FeatureStatus.ACTIVE)) {
                return 0;
            }
            Child.Ended held =
                    coord("outsider", "lock", "acquire", "--agent", "outsider", "--feature", "hotfix", "--write", FILE);
            if (held.status() != ExitCode.DONE.number()) {
                return 1;
            }
            String lease = held.output()
                    .lines()
                    .filter(line -> line.startsWith(LEASE))
                    .map(line -> line.substring(LEASE.length()))
                    .findFirst()
                    .orElse("");
            Instant end = store.now().plus(HOLD);
            Child.Ended refused = coord(
                    "reviewer",
                    "lock",
                    "acquire",
                    "--agent",
                    "reviewer",
                    "--feature",
                    "review",
                    "--write",
                    FILE,
                    "--fail");
            await(store, Duration.between(store.now(), end), snapshot -> false);
            await(store, LONGEST, Outsider::isAwaited);
            coord("outsider", "lock", "release", lease);
            return refused.status() == ExitCode.CONFLICT.number() ? 1 : 0;
        }
    }

    private static boolean isAwaited(Snapshot snapshot) {
        return snapshot.state().statusOf(WAITER) == FeatureStatus.COMPLETED
                || snapshot.locks().queue().stream()
                        .anyMatch(waiting -> waiting.request().feature().equals(WAITER));
    }

    private Child.Ended coord(String who, String... words) throws IOException, InterruptedException {
        List<String> args = Stream.concat(Stream.of(words), Stream.of("--repo", repository.toString()))
                .toList();
        progress.tell(who, "$ " + OwnCommand.typed(List.of(words)));
        Child.Ended ended = Child.run(OwnCommand.words(args));
        progress.tell(who, ended.output().strip() + " (exit code " + ended.status() + ")");
        return ended;
    }

    private static boolean await(CoordinationStore store, Duration patience, Predicate<Snapshot> condition)
            throws InterruptedException {
        return condition.test(store.await(condition, store.now().plus(patience)));
    }
}
