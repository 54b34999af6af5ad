package dev.coord.fs;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.core.process.ProcessLife;
import dev.coord.fs.Stage.Step;
import dev.coord.fs.document.Sample;
import dev.coord.lock.LockRequest;
import dev.coord.lock.RequestId;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.Command;
import dev.coord.store.Transition;
import dev.coord.store.View;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Every kind of update that a store of files knows. */
final class Scenarios {

    private static final FeatureId FEATURE = new FeatureId("P1_user_auth");
    private static final AgentId AGENT = new AgentId("one");
    private static final LockRequest READS = LockRequest.builder("reader", "P1_user_auth")
            .id(new RequestId("r-reader"))
            .read("a.ts")
            .build();
    private static final Step OPEN = Stage::open;
    private static final Step FEATURES = stage -> stage.apply(new Command.StoreFeatures(FeatureSet.of(List.of(
            Feature.builder("P1_user_auth")
                    .writes("a.ts")
                    .changesSchema("profiles")
                    .uses("database")
                    .build(),
            Feature.builder("P2_user_profile").blockedBy("P1_user_auth").build()))));
    private static final Step START = stage -> stage.apply(new Command.StartFeature(FEATURE, AGENT));
    private static final String FOREIGN_LOCK = "{\"file_path\":\"shell.ts\",\"locked_by\":\"shell\","
            + "\"feature_id\":\"P9_shell\",\"timestamp\":\"2025-10-30T14:30:00Z\",\"operation\":\"write\"}";
    private static final Step LOCK_BY_SHELL = stage -> {
        stage.edit(View.LOCKS, Scenarios::withForeignLock);
        stage.store().read();
    };
    private static final Step UNLOCK_BY_SHELL = stage -> {
        stage.edit(View.LOCKS, text -> text.replaceFirst("(?s)\"locks\": *\\[.*?\\]", "\"locks\": []"));
        stage.store().read();
    };

    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("first open", OPEN),
                Scenario.of("open again", OPEN).after(OPEN, acquire("one"), Stage::close),
                Scenario.of("acquire", acquire("one")).after(OPEN),
                Scenario.of(
                                "acquire one after the other",
                                acquire("one"),
                                acquire("two", "b.ts"),
                                acquire("three", "c.ts"))
                        .after(OPEN),
                Scenario.of("queue", queue("two")).after(OPEN, acquire("one")),
                Scenario.of("release with hand-over", release("one")).after(OPEN, acquire("one"), queue("two")),
                Scenario.of("withdraw", stage -> stage.apply(new Command.WithdrawRequest(new RequestId("r-two-1"))))
                        .after(OPEN, acquire("one"), queue("two")),
                Scenario.of("renew", later(Duration.ofSeconds(20)), renew("one"))
                        .after(OPEN, acquire("one")),
                Scenario.of(
                                "upgrade",
                                stage -> stage.apply(new Command.UpgradeLease(
                                        stage.leaseOf("reader").id(), Duration.ofSeconds(30))))
                        .after(OPEN, acquire(READS)),
                Scenario.of(
                                "downgrade",
                                stage -> stage.apply(new Command.DowngradeLease(
                                        stage.leaseOf("one").id())))
                        .after(OPEN, acquire("one")),
                Scenario.of("break a lease", breakLease("one")).after(OPEN, acquire("one"), queue("two")),
                Scenario.of("expire", later(Duration.ofMinutes(6)), acquire("two"))
                        .after(OPEN, acquire("one")),
                Scenario.of("store features", FEATURES).after(OPEN),
                Scenario.of("start", START).after(OPEN, FEATURES),
                Scenario.of(
                                "complete",
                                stage -> stage.apply(new Command.CompleteFeature(FEATURE, AGENT, Optional.empty())))
                        .after(OPEN, FEATURES, START, acquire("one"), queue("two")),
                Scenario.of("block", stage -> stage.apply(new Command.BlockFeature(FEATURE, AGENT, "needs a person")))
                        .after(OPEN, FEATURES, START, acquire("one")),
                Scenario.of("fail", stage -> stage.apply(new Command.FailFeature(FEATURE, AGENT, "tests are red")))
                        .after(OPEN, FEATURES, START, acquire("one")),
                Scenario.of("retry", stage -> stage.apply(new Command.RetryFeature(FEATURE, AGENT)))
                        .after(
                                OPEN,
                                FEATURES,
                                START,
                                stage -> stage.apply(new Command.FailFeature(FEATURE, AGENT, "tests are red"))),
                Scenario.of(
                                "refuse a start too early",
                                stage -> stage.apply(new Command.StartFeature(new FeatureId("P2_user_profile"), AGENT)))
                        .after(OPEN, FEATURES),
                Scenario.of("log conflicts", log("first"), log("second"), log("third"))
                        .after(OPEN),
                Scenario.of("log conflicts and change", logAndChange(1), logAndChange(2))
                        .after(OPEN, log("earlier")),
                Scenario.of("a lock by jq", LOCK_BY_SHELL).after(OPEN, acquire("one")),
                Scenario.of("a lock and its release by jq", LOCK_BY_SHELL, UNLOCK_BY_SHELL)
                        .after(OPEN),
                Scenario.of("a release by jq of a lock of coord", UNLOCK_BY_SHELL)
                        .after(OPEN, acquire("one"), queue("two")),
                Scenario.of("a start by jq", shellState("active_features", "P7_shell"))
                        .after(OPEN, FEATURES),
                Scenario.of("a completion by jq", shellState("completed_features", "P8_shell"))
                        .after(OPEN),
                Scenario.of("coord jq", stage -> stage.store().edit(View.LOCKS, Scenarios::withForeignLock))
                        .after(OPEN, acquire("one")),
                Scenario.of("an edit of no use", stage -> {
                            stage.edit(View.STATE, text -> "{");
                            stage.store().read();
                        })
                        .after(OPEN, FEATURES, START),
                Scenario.of("a removed view", stage -> {
                            remove(View.LOCKS).on(stage);
                            stage.store().read();
                        })
                        .after(OPEN, acquire("one")),
                Scenario.of("repair at open", OPEN)
                        .after(
                                OPEN,
                                acquire("one"),
                                log("torn"),
                                Stage::close,
                                remove(View.LOCKS),
                                cut("conflicts.log", 30)),
                Scenario.of("sweep", OPEN)
                        .after(OPEN, Stage::close, leave(".coord-tmp-1"), leave("coordination.d/.coord-tmp-2")),
                Scenario.of("close", Stage::close, OPEN).after(OPEN, acquire("one")),
                Scenario.of("a session and its end", acquire(owned("one", ProcessLife.current())), Stage::close, OPEN)
                        .after(OPEN),
                Scenario.of("a dead owner", acquire("two"))
                        .after(
                                OPEN,
                                acquire(owned(
                                        "one",
                                        new ProcessId(
                                                Long.MAX_VALUE,
                                                Instant.EPOCH,
                                                ProcessLife.current().host())))));
    }

    static LockRequest request(String agent, String... paths) {
        return Sample.request(agent, paths.length == 0 ? new String[] {"a.ts"} : paths)
                .build();
    }

    private static String withForeignLock(String text) {
        return text.replaceFirst("\"locks\": *\\[", "\"locks\":[" + FOREIGN_LOCK + ",")
                .replace(FOREIGN_LOCK + ",]", FOREIGN_LOCK + "]");
    }

    private static byte[] withForeignLock(byte[] file) {
        return withForeignLock(new String(file, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static LockRequest owned(String agent, ProcessId owner) {
        return Sample.request(agent, "a.ts").owner(owner).build();
    }

    private static Step acquire(String agent, String... paths) {
        return acquire(request(agent, paths));
    }

    private static Step acquire(LockRequest request) {
        return stage -> stage.acquire(request);
    }

    private static Step queue(String agent) {
        return stage -> stage.apply(new Command.RequestLocks(request(agent)));
    }

    private static Step release(String agent) {
        return stage ->
                stage.apply(new Command.ReleaseLease(stage.leaseOf(agent).id()));
    }

    private static Step renew(String agent) {
        return stage -> stage.apply(new Command.RenewLease(stage.leaseOf(agent).id()));
    }

    private static Step breakLease(String agent) {
        return stage -> stage.apply(new Command.BreakLease(stage.leaseOf(agent).id(), "gone for lunch"));
    }

    private static Step later(Duration time) {
        return stage -> stage.clock.advance(time);
    }

    static Step log(String resolution) {
        return stage -> stage.store()
                .update((before, now) -> new Transition<>(before, "", List.of(Sample.conflict(resolution))));
    }

    private static Step logAndChange(int wave) {
        return stage -> stage.store()
                .update((before, now) -> new Transition<>(
                        before.withState(before.state().atWave(wave)),
                        "",
                        List.of(Sample.conflict("wave " + wave), Sample.conflict("again " + wave))));
    }

    private static Step shellState(String list, String feature) {
        return stage -> {
            stage.edit(
                    View.STATE,
                    text -> text.replaceFirst("\"" + list + "\": *\\[", "\"" + list + "\":[\"" + feature + "\",")
                            .replace("\"" + feature + "\",]", "\"" + feature + "\"]"));
            stage.store().read();
        };
    }

    private static Step remove(View view) {
        return stage -> Files.delete(stage.home.resolve(view.fileName()));
    }

    private static Step cut(String name, int bytes) {
        return stage -> {
            Path file = stage.home.resolve(name);
            Files.writeString(file, Files.readString(file).substring(0, bytes));
        };
    }

    private static Step leave(String name) {
        return stage -> Files.writeString(stage.home.resolve(name), "{", StandardOpenOption.CREATE_NEW);
    }
}
