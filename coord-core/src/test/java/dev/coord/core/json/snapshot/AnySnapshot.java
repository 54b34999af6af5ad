package dev.coord.core.json.snapshot;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.RunId;
import dev.coord.core.json.PlainJson;
import dev.coord.lock.FencingToken;
import dev.coord.lock.LeaseId;
import dev.coord.lock.RequestId;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Schedule;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.run.Regeneration;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunRecord.SentBack;
import dev.coord.run.RunSettings;
import dev.coord.run.RunSettings.BaselinePolicy;
import dev.coord.run.RunSettings.ChecksPolicy;
import dev.coord.run.RunSettings.MigrationsPolicy;
import dev.coord.run.RunSettings.Origin;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.state.FeatureStatus;
import dev.coord.store.Snapshot;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomGenerator;

/** Arbitrary snapshots, made from the types themselves, so that a new field or variant is in them at once. */
public final class AnySnapshot {

    private static final Arbitrary<String> NAMES = Arbitraries.strings()
            .withCharRange('a', 'z')
            .numeric()
            .ofMinLength(1)
            .ofMaxLength(8);

    private static final Arbitrary<String> TEXTS = Arbitraries.strings().ofMaxLength(12);

    private static final Arbitrary<String> LINES = Arbitraries.strings()
            .withChars("aß漢\"\\/ .é\ud83d\ude00")
            .ofMinLength(1)
            .ofMaxLength(10)
            .filter(line -> !line.isBlank());

    private static final Arbitrary<Instant> INSTANTS = Combinators.combine(
                    Arbitraries.longs().between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()),
                    Arbitraries.integers().between(0, 999_999_999))
            .as((seconds, nanos) -> Instant.ofEpochSecond(seconds, nanos));

    private static final Arbitrary<Duration> TIMEOUTS = Combinators.combine(
                    Arbitraries.longs().between(0, 86_400 * 364),
                    Arbitraries.integers().between(1, 999_999_999))
            .as((seconds, nanos) -> Duration.ofSeconds(seconds, nanos));

    private static final Map<Class<?>, Arbitrary<?>> LEAVES = Map.ofEntries(
            Map.entry(String.class, TEXTS),
            Map.entry(int.class, Arbitraries.integers()),
            Map.entry(Integer.class, Arbitraries.integers()),
            Map.entry(long.class, Arbitraries.longs()),
            Map.entry(boolean.class, Arbitraries.of(true, false)),
            Map.entry(Instant.class, INSTANTS),
            Map.entry(Duration.class, TIMEOUTS),
            Map.entry(Path.class, NAMES.map(name -> Path.of("/", name, "a " + name))),
            Map.entry(FeatureId.class, NAMES.map(FeatureId::new)),
            Map.entry(AgentId.class, LINES.map(AgentId::new)),
            Map.entry(RunId.class, NAMES.map(RunId::new)),
            Map.entry(LeaseId.class, NAMES.map(LeaseId::new)),
            Map.entry(RequestId.class, NAMES.map(RequestId::new)),
            Map.entry(CommitId.class, Arbitraries.of("0a", "ff").map(pair -> new CommitId(pair.repeat(20)))),
            Map.entry(RepoPath.class, NAMES.map(name -> new RepoPath("ü/" + name + "/*.ts"))),
            Map.entry(
                    FencingToken.class,
                    Arbitraries.longs().between(0, Long.MAX_VALUE).map(FencingToken::new)),
            Map.entry(RunSettings.class, settings()),
            Map.entry(BlockedFeature.class, blocked()),
            Map.entry(FeatureSet.class, featureSets()));

    /** As many as the properties draw from. To make one takes longer than to prove something of it. */
    private static final int DIFFERENT = 300;

    private static final Map<Integer, Snapshot> MADE = new ConcurrentHashMap<>();

    private AnySnapshot() {}

    /** One of some hundred, each of which is made once and is always the same. */
    public static Arbitrary<Snapshot> any() {
        return Arbitraries.integers().between(1, DIFFERENT).map(AnySnapshot::numbered);
    }

    private static Snapshot numbered(int number) {
        return MADE.computeIfAbsent(
                number, seed -> Made.SNAPSHOTS.next(new Random(seed)).value());
    }

    private static final class Made {
        static final RandomGenerator<Snapshot> SNAPSHOTS = any(Snapshot.class).generator(DIFFERENT);
    }

    public static <T> Arbitrary<T> any(Class<T> type) {
        return of(type).map(type::cast);
    }

    private static Arbitrary<?> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return container((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        Class<?> plain = (Class<?>) type;
        if (LEAVES.containsKey(plain)) {
            return LEAVES.get(plain);
        }
        if (plain.isEnum()) {
            return Arbitraries.of(plain.getEnumConstants());
        }
        if (plain.isSealed()) {
            return oneOf(Arrays.stream(plain.getPermittedSubclasses())
                    .map(AnySnapshot::of)
                    .toList());
        }
        return ofRecord(plain);
    }

    private static Arbitrary<?> container(Class<?> container, Type[] arguments) {
        if (container == Optional.class) {
            return of(arguments[0]).optional();
        }
        if (container == List.class) {
            return of(arguments[0]).list().ofMaxSize(3);
        }
        if (container == SortedSet.class) {
            return of(arguments[0]).list().ofMaxSize(3).map(TreeSet::new);
        }
        if (container == SortedMap.class) {
            return Arbitraries.maps(of(arguments[0]), of(arguments[1]))
                    .ofMaxSize(3)
                    .map(TreeMap::new);
        }
        throw new AssertionError("how is a " + container + " made?");
    }

    private static Arbitrary<?> oneOf(List<? extends Arbitrary<?>> variants) {
        return Arbitraries.of(variants).flatMap(variant -> variant.map(Object.class::cast));
    }

    private static Arbitrary<?> ofRecord(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new AssertionError("how is a " + type + " made?");
        }
        Arbitrary<?> alone = ofRecord(type, components, Optional.empty());
        boolean nests = Arrays.stream(components).anyMatch(component -> isOptional(component, type));
        return nests ? ofRecord(type, components, Optional.of(alone)) : alone; // a chain of two at most
    }

    /** A record that may hold one of its own kind. */
    private static Arbitrary<?> ofRecord(Class<?> type, RecordComponent[] components, Optional<Arbitrary<?>> ownKind) {
        List<Arbitrary<Object>> parts = Arrays.stream(components)
                .map(component -> isOptional(component, type)
                        ? ownKind.<Arbitrary<?>>map(Arbitrary::optional)
                                .orElse(Arbitraries.just(Optional.empty()))
                                .map(Object.class::cast)
                        : of(component.getGenericType()).map(Object.class::cast))
                .toList();
        if (parts.isEmpty()) {
            return Arbitraries.create(() -> make(type, components, List.of()));
        }
        return Combinators.combine(parts).as(values -> make(type, components, values));
    }

    private static boolean isOptional(RecordComponent component, Class<?> of) {
        return component.getGenericType() instanceof ParameterizedType generic
                && generic.getRawType() == Optional.class
                && generic.getActualTypeArguments()[0] == of;
    }

    private static Object make(Class<?> type, RecordComponent[] components, List<Object> values) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            Object made = constructor.newInstance(values.toArray());
            return made instanceof RunRecord run ? withProofsOfItsFeatures(run) : made;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("cannot make a " + type + " of " + values, e);
        }
    }

    /** Which feature a finding is of is told by where it stands. */
    private static List<IntegrityFinding> of(FeatureId id, List<IntegrityFinding> findings) {
        return findings.stream()
                .map(one -> new IntegrityFinding(
                        id,
                        one.check(),
                        one.path(),
                        one.line(),
                        one.message(),
                        one.remedy(),
                        one.weight(),
                        one.conflict(),
                        one.missing()))
                .toList();
    }

    private static FeatureRun withSentBackOf(FeatureId id, FeatureRun feature) {
        return feature.sentBack()
                .map(back -> new FeatureRun(
                        feature.digest(),
                        feature.attempts(),
                        feature.phase(),
                        feature.agentTime(),
                        feature.redoes(),
                        feature.calls(),
                        Optional.of(new SentBack(
                                back.tip(),
                                back.base(),
                                back.reason(),
                                back.files(),
                                back.lost(),
                                back.findings(),
                                back.output(),
                                of(id, back.integrity()),
                                back.taken(),
                                back.held())),
                        feature.earlier(),
                        feature.proof(),
                        feature.resolved(),
                        feature.renumbered()))
                .orElse(feature);
    }

    private static RunRecord withProofsOfItsFeatures(RunRecord run) {
        SortedMap<FeatureId, FeatureRun> features = new TreeMap<>();
        run.features()
                .forEach((id, feature) -> features.put(
                        id,
                        feature.proof()
                                .map(found -> withSentBackOf(id, feature)
                                        .proven(new FeatureProof(
                                                id,
                                                found.lines(),
                                                found.lost(),
                                                found.oneSided(),
                                                found.takenAway(),
                                                found.audit(),
                                                of(id, found.integrity()))))
                                .orElse(withSentBackOf(id, feature))));
        return run.with(features);
    }

    private static Arbitrary<RunSettings> settings() {
        return Combinators.combine(LINES, Arbitraries.integers().between(1, 99), TIMEOUTS)
                .as((branch, agents, timeout) -> RunSettings.builder("refs/heads/" + branch)
                        .agents(agents)
                        .schedule(Schedule.values()[agents % 2])
                        .timeout(timeout)
                        .allowEmpty(agents % 3 == 0)
                        .origin(Origin.values()[agents % 5 == 0 ? 1 : 0])
                        .structured(agents % 7 != 0)
                        .regenerate(
                                agents % 2 == 0 ? List.of() : List.of(Regeneration.parse("a/*.lock= make A=" + agents)))
                        .resolver(agents % 11 == 0)
                        .migrations(MigrationsPolicy.values()[agents % 2])
                        .checks(ChecksPolicy.values()[agents % 2])
                        .baseline(BaselinePolicy.values()[agents % 3])
                        .keepGood(agents % 5 != 1)
                        .tests(agents % 4 == 0 ? Optional.of("make test") : Optional.empty())
                        .build());
    }

    private static Arbitrary<BlockedFeature> blocked() {
        return Combinators.combine(
                        NAMES.map(FeatureId::new),
                        Arbitraries.of(FeatureStatus.BLOCKED, FeatureStatus.FAILED),
                        LINES.map(AgentId::new).optional(),
                        TEXTS)
                .as(BlockedFeature::new);
    }

    private static Arbitrary<FeatureSet> featureSets() {
        Arbitrary<FeatureId> ids = NAMES.map(FeatureId::new);
        return Combinators.combine(features(), ids.set().ofMaxSize(2)).as((features, known) -> {
            SortedMap<FeatureId, Feature> byId = features.stream()
                    .collect(Collectors.toMap(Feature::id, feature -> feature, (a, b) -> a, TreeMap::new));
            SortedSet<FeatureId> completed = new TreeSet<>(known);
            features.forEach(feature -> completed.addAll(feature.blocks()));
            features.forEach(feature -> completed.addAll(feature.blockedBy()));
            completed.removeAll(byId.keySet());
            return new FeatureSet(byId, completed);
        });
    }

    public static Arbitrary<List<Feature>> features() {
        Arbitrary<List<FeatureId>> others =
                NAMES.map(name -> new FeatureId("Other-" + name)).list().ofMaxSize(2);
        Arbitrary<List<RepoPath>> paths = NAMES.map(name -> new RepoPath("app/[" + name + "]/é.ts"))
                .list()
                .ofMaxSize(3);
        Arbitrary<List<String>> names = LINES.list().ofMaxSize(2);
        Arbitrary<Feature> plain = Combinators.combine(
                        NAMES.map(FeatureId::new), others, others, paths, paths, names, names)
                .as((id, blocks, blockedBy, writes, reads, tables, resources) -> Feature.builder(id)
                        .blocks(blocks)
                        .blockedBy(blockedBy)
                        .writes(writes)
                        .reads(reads)
                        .changesSchema(tables)
                        .uses(resources)
                        .build());
        Arbitrary<String> json = Arbitraries.of(
                "\"team \\ud83d \\\"blog\\\"\"",
                "[1.50, -0, 1E+400,{ }]",
                " {\"a\" :\n{\"a\": null}, \"a\":true } ",
                "false");
        return Combinators.combine(
                        plain,
                        Arbitraries.longs()
                                .between(1, 1_000_000)
                                .map(Duration::ofMillis)
                                .optional(),
                        Arbitraries.integers(),
                        LINES.optional(),
                        Arbitraries.oneOf(TEXTS, Arbitraries.of("# Task\n\n\t`x` \u2028 \u001b[31m\r\n"))
                                .optional(),
                        Arbitraries.of(true, false),
                        Arbitraries.maps(NAMES.map(name -> "x-" + name), json).ofMaxSize(2))
                .as((feature, estimate, priority, title, description, allowEmpty, extras) -> {
                    Feature.Builder more =
                            feature.toBuilder().priority(priority).allowEmpty(allowEmpty);
                    estimate.ifPresent(more::takes);
                    title.ifPresent(more::title);
                    description.ifPresent(more::description);
                    title.filter(text -> allowEmpty)
                            .ifPresent(text -> more.branch("topic/" + priority).check("test " + text));
                    extras.forEach((name, text) -> more.extra(name, PlainJson.read(text)));
                    return more.build();
                })
                .list()
                .ofMaxSize(4);
    }

    public static List<Class<?>> variants(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .map(variant -> variant.isSealed() ? variants(variant) : List.<Class<?>>of(variant))
                .flatMap(Collection::stream)
                .toList();
    }
}
