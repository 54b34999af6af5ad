package dev.coord.core.schema;

import dev.coord.FeatureId;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.SchemaConflict;
import dev.coord.proof.IntegrityFinding.Weight;
import dev.coord.schema.Migration;
import dev.coord.schema.SchemaReport;
import dev.coord.schema.SchemaReport.Difference;
import dev.coord.schema.SchemaReport.Failure;
import dev.coord.schema.SchemaReport.NotRun;
import dev.coord.schema.SchemaReport.NotTried;
import dev.coord.schema.SchemaReport.PairTrial;
import dev.coord.schema.SchemaReport.PairVerdict;
import dev.coord.schema.SchemaReport.Statement;
import dev.coord.schema.SchemaReport.Touched;
import dev.coord.schema.SchemaReport.Tried;
import dev.coord.schema.SchemaWork;
import dev.coord.schema.SchemaWork.Added;
import dev.coord.schema.SchemaWork.Pair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a trial of migrations says about what was found by their texts: a conflict that does not show in a database does no harm; what
 * does not apply there, or comes out otherwise in the other order, stops the later feature. Specification 5.2 and 6.1.
 */
final class TrialFindings {

    /** Its findings are told by it. */
    static final String NAME = "database";

    private static final int SHOWN = 3;
    private static final Statement NOWHERE = new Statement("", 0, "");

    private TrialFindings() {}

    /**
     * The pairs that a trial has to decide.
     *
     * @param work what is tried
     * @param found what was found by the texts, by feature
     * @return each conflict between two of its features once, in the order of the later ones
     */
    static List<Pair> pairs(SchemaWork work, Map<FeatureId, List<IntegrityFinding>> found) {
        Set<FeatureId> mine = work.features().stream().map(Added::feature).collect(Collectors.toSet());
        Set<Pair> pairs = new LinkedHashSet<>();
        for (Added added : work.features()) {
            for (IntegrityFinding finding : found.getOrDefault(added.feature(), List.of())) {
                finding.conflict()
                        .filter(conflict -> finding.stops())
                        .flatMap(SchemaConflict::with)
                        .filter(mine::contains)
                        .ifPresent(earlier -> pairs.add(new Pair(earlier, added.feature())));
            }
        }
        return List.copyOf(pairs);
    }

    /**
     * The pairs that meet although their texts do not tell.
     *
     * @param work what was tried
     * @param footprints what was touched
     * @return pairs that touch one object, or parts of one table, or of which one names in what is not seen of it what the other one touches, and
     *     that were not asked for
     */
    static List<Pair> meeting(SchemaWork work, List<Touched> footprints) {
        Map<FeatureId, Set<String>> owners = new TreeMap<>();
        footprints.forEach(one -> owners.computeIfAbsent(one.feature(), feature -> new TreeSet<>())
                .add(owner(one)));
        List<Pair> pairs = new ArrayList<>();
        for (int later = 0; later < work.features().size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                Added one = work.features().get(earlier);
                Added other = work.features().get(later);
                Pair pair = new Pair(one.feature(), other.feature());
                Set<String> ofOne = owners.getOrDefault(one.feature(), Set.of());
                Set<String> ofOther = owners.getOrDefault(other.feature(), Set.of());
                boolean isMeeting = !Collections.disjoint(ofOne, ofOther)
                        || isNamed(ofOne, other.hidden())
                        || isNamed(ofOther, one.hidden());
                if (isMeeting && !work.pairs().contains(pair)) {
                    pairs.add(pair);
                }
            }
        }
        return pairs;
    }

    /** Whether one of them is named, without its schema and its arguments. */
    private static boolean isNamed(Set<String> owners, Set<String> words) {
        return !words.isEmpty()
                && owners.stream()
                        .map(owner -> owner.replaceFirst("[(].*", ""))
                        .map(owner -> owner.substring(owner.lastIndexOf('.') + 1))
                        .map(name -> name.replace("\"", "").toLowerCase(Locale.ROOT))
                        .anyMatch(words::contains);
    }

    /** The table of what is part of one. */
    private static String owner(Touched touched) {
        int on = touched.name().lastIndexOf(" on ");
        if (on >= 0) {
            return touched.name().substring(on + " on ".length());
        }
        int dot = touched.name().lastIndexOf('.');
        return touched.kind().equals("column") && dot > 0 ? touched.name().substring(0, dot) : touched.name();
    }

    /**
     * Adds what another trial says of pairs alone.
     *
     * @param work what was tried
     * @param report what came out
     * @param target the name by which what landed took part; none if it did not
     * @param found what is found so far, by feature
     * @return what is found now, by feature
     */
    static Map<FeatureId, List<IntegrityFinding>> withPairs(
            SchemaWork work,
            SchemaReport report,
            Optional<FeatureId> target,
            Map<FeatureId, List<IntegrityFinding>> found) {
        Map<FeatureId, List<IntegrityFinding>> all = new TreeMap<>(found);
        if (report instanceof Tried tried) {
            tried.pairs().forEach(pair -> decide(work, pair, tried.server(), target, all));
        }
        return all;
    }

    /**
     * Puts both together.
     *
     * @param work what was tried
     * @param report what came out
     * @param found what was found by the texts, by feature
     * @return what is found now, by feature
     */
    static Map<FeatureId, List<IntegrityFinding>> with(
            SchemaWork work, SchemaReport report, Map<FeatureId, List<IntegrityFinding>> found) {
        if (report instanceof NotTried notTried) {
            return unknown(work, "the database could not be used: " + notTried.why(), found);
        }
        Map<FeatureId, List<IntegrityFinding>> all = new TreeMap<>(found);
        Tried tried = (Tried) report;
        tried.pairs().forEach(pair -> decide(work, pair, tried.server(), Optional.empty(), all));
        tried.notRun().forEach(one -> notRun(work, one, all));
        tried.failure().ifPresent(failure -> failed(failure, tried.server(), all));
        boolean isWhole = tried.failure().isEmpty() && tried.notRun().isEmpty();
        if (isWhole) {
            work.features().forEach(added -> lacksNothing(added, all));
            work.features()
                    .forEach(added -> add(
                            all,
                            told(
                                    added,
                                    "its migrations apply on " + tried.server()
                                            + ", in the order in which the wave lands",
                                    "nothing needs to be done",
                                    Weight.NOTE)));
        }
        return all;
    }

    /**
     * Tells of each feature that nothing of it was tried.
     *
     * @param work what was not tried
     * @param why the cause, in one line
     * @param found what was found by the texts, by feature
     * @return what is found now, by feature
     */
    static Map<FeatureId, List<IntegrityFinding>> unknown(
            SchemaWork work, String why, Map<FeatureId, List<IntegrityFinding>> found) {
        Map<FeatureId, List<IntegrityFinding>> all = new TreeMap<>(found);
        work.features()
                .forEach(added -> add(
                        all,
                        told(
                                added,
                                "whether its migrations apply is not known, since " + why,
                                "they are judged by their texts alone",
                                Weight.UNKNOWN)));
        return all;
    }

    private static void decide(
            SchemaWork work,
            PairTrial trial,
            String server,
            Optional<FeatureId> target,
            Map<FeatureId, List<IntegrityFinding>> all) {
        FeatureId later = trial.pair().later();
        Optional<FeatureId> with = Optional.of(trial.pair().earlier()).filter(one -> !target.equals(Optional.of(one)));
        List<IntegrityFinding> decided = new ArrayList<>();
        for (IntegrityFinding finding : all.getOrDefault(later, List.of())) {
            boolean isMeant = finding.stops()
                    && finding.conflict().filter(one -> one.with().equals(with)).isPresent();
            decided.add(
                    isMeant && trial.verdict() instanceof PairVerdict.Commutes
                            ? finding.harmless(
                                    "nothing needs to be done: " + server + " has the same schema after both orders")
                            : finding);
        }
        evidence(work, trial, with, server).ifPresent(decided::add);
        if (!decided.isEmpty()) {
            all.put(later, decided);
        }
    }

    private static Optional<IntegrityFinding> evidence(
            SchemaWork work, PairTrial trial, Optional<FeatureId> with, String server) {
        FeatureId later = trial.pair().later();
        String other = with.map(id -> "'" + id + "'").orElse("what landed since the branch was begun");
        if (trial.verdict() instanceof PairVerdict.Differs differs) {
            List<Difference> differences = differs.differences();
            String what = differences.stream()
                    .limit(SHOWN)
                    .map(difference -> difference.kind() + " '" + difference.name() + "' is "
                            + shown(difference.earlierFirst()) + " or " + shown(difference.laterFirst()))
                    .collect(Collectors.joining("; "));
            String more = differences.size() > SHOWN ? " and " + (differences.size() - SHOWN) + " more" : "";
            return Optional.of(stop(
                    later,
                    with,
                    own(work, later, differences),
                    "which of " + other + " and this comes first makes a difference on " + server + ": " + what + more
                            + told(differences),
                    differences.stream()
                            .map(Difference::name)
                            .distinct()
                            .sorted()
                            .toList()));
        }
        if (trial.verdict() instanceof PairVerdict.Fails fails) {
            Failure failure = fails.failure();
            return Optional.of(stop(
                    later,
                    with,
                    failure.feature().equals(later) ? failure.statement() : NOWHERE,
                    "with " + other + ", " + (fails.inBoth() ? "both orders fail" : "one order fails") + " on " + server
                            + ": " + failure.message() + ", at '"
                            + failure.statement().text() + "' in '"
                            + failure.statement().path() + "' line "
                            + failure.statement().line(),
                    List.of()));
        }
        if (trial.verdict() instanceof PairVerdict.Unknown unknown) {
            return Optional.of(new IntegrityFinding(
                    later,
                    NAME,
                    "",
                    0,
                    "whether the order of " + other + " and this counts was not found out on " + server + ": "
                            + unknown.why(),
                    "read both",
                    Weight.UNKNOWN,
                    Optional.empty()));
        }
        return Optional.empty();
    }

    private static String shown(Optional<String> text) {
        return text.map(there -> "'" + there + "'").orElse("not there");
    }

    private static String told(List<Difference> differences) {
        String statements = differences.stream()
                .flatMap(difference -> difference.by().stream())
                .distinct()
                .limit(2 * SHOWN)
                .map(one -> "'" + one.text() + "' in '" + one.path() + "' line " + one.line())
                .collect(Collectors.joining(", "));
        return statements.isEmpty() ? "" : "; by " + statements;
    }

    /** The first that is the feature's own, as far as one is known. */
    private static Statement own(SchemaWork work, FeatureId feature, List<Difference> differences) {
        Set<String> own = work.features().stream()
                .filter(added -> added.feature().equals(feature))
                .flatMap(added -> added.migrations().stream())
                .map(Migration::path)
                .collect(Collectors.toSet());
        return differences.stream()
                .flatMap(difference -> difference.by().stream())
                .filter(statement -> own.contains(statement.path()))
                .findFirst()
                .orElse(NOWHERE);
    }

    private static IntegrityFinding stop(
            FeatureId later, Optional<FeatureId> with, Statement at, String message, List<String> objects) {
        return new IntegrityFinding(
                later,
                NAME,
                at.path(),
                at.line(),
                message,
                "make this one so that it fits after the other",
                true,
                Optional.of(new SchemaConflict(with, objects)));
    }

    private static IntegrityFinding failed(Failure failure, String server) {
        String after = failure.after()
                .map(earlier -> " after those of '" + earlier + "', without which it does")
                .orElse(" on top of the target's");
        return new IntegrityFinding(
                failure.feature(),
                NAME,
                failure.statement().path(),
                failure.statement().line(),
                "it does not apply" + after + ": " + server + " says " + failure.message() + ", at '"
                        + failure.statement().text() + "'",
                "mend it",
                true,
                failure.after().map(earlier -> new SchemaConflict(Optional.of(earlier), List.of())));
    }

    /**
     * Where other work is to bring what it seems to need, that is what it lacks, and there is nothing to mend. Otherwise the server knows
     * better than its text.
     */
    private static void failed(Failure failure, String server, Map<FeatureId, List<IntegrityFinding>> all) {
        List<IntegrityFinding> found = new ArrayList<>();
        boolean isAwaited = false;
        for (IntegrityFinding finding : all.getOrDefault(failure.feature(), List.of())) {
            boolean isLack = finding.missing().isPresent()
                    && finding.path().equals(failure.statement().path());
            boolean hasBringers =
                    finding.missing().filter(missing -> !missing.by().isEmpty()).isPresent();
            if (isLack && hasBringers) {
                isAwaited = true;
                found.add(finding.harmful(server + " says " + failure.message()));
            } else if (!isLack) {
                found.add(finding);
            }
        }
        if (!isAwaited) {
            found.add(failed(failure, server));
        }
        all.put(failure.feature(), found);
    }

    private static void lacksNothing(Added added, Map<FeatureId, List<IntegrityFinding>> all) {
        Set<String> applied = added.migrations().stream().map(Migration::path).collect(Collectors.toSet());
        all.computeIfPresent(
                added.feature(),
                (feature, found) -> found.stream()
                        .filter(finding -> finding.missing().isEmpty() || !applied.contains(finding.path()))
                        .toList());
    }

    private static void notRun(SchemaWork work, NotRun one, Map<FeatureId, List<IntegrityFinding>> all) {
        add(all, notRun(one.feature().orElse(work.features().get(0).feature()), one));
    }

    static IntegrityFinding notRun(FeatureId feature, NotRun one) {
        String whose = one.feature().isPresent() ? "'" : "of the target's own migrations '";
        return new IntegrityFinding(
                feature,
                NAME,
                one.statement().path(),
                one.statement().line(),
                whose + one.statement().text() + "' " + one.ending().told() + " on the database: " + one.why(),
                "what it does is for people to judge",
                Weight.UNKNOWN,
                Optional.empty());
    }

    /** Of all its migrations, wherever they are. */
    private static IntegrityFinding told(Added added, String message, String remedy, Weight weight) {
        return new IntegrityFinding(added.feature(), NAME, "", 0, message, remedy, weight, Optional.empty());
    }

    private static void add(Map<FeatureId, List<IntegrityFinding>> all, IntegrityFinding finding) {
        List<IntegrityFinding> more = new ArrayList<>(all.getOrDefault(finding.feature(), List.of()));
        more.add(finding);
        all.put(finding.feature(), more);
    }
}
