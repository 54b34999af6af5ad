package dev.coord.git.history;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.rollback.LandedWork.Place;
import dev.coord.lock.FencingToken;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the merge commit of a feature says of itself: written and read here and nowhere else. Git's own reading of trailers
 * goes by the user's settings.
 *
 * @param token the token the feature was completed under, if it was under one
 * @param unlocked what it changed without a lock; of very many the first
 * @param needs what it was declared to wait for
 * @param tip what its agent made, where something else was merged in its place
 * @param renumbered which files have other names there, each such as {@code 002_x.sql is 003_x.sql}; of very many the first
 */
public record LandingMessage(
        FeatureId feature,
        String digest,
        Optional<FencingToken> token,
        SortedSet<String> unlocked,
        RunId run,
        int wave,
        SortedSet<FeatureId> needs,
        Optional<CommitId> tip,
        List<String> renumbered) {

    private static final String FEATURE = "Coord-Feature";
    private static final String DIGEST = "Coord-Digest";
    private static final String TOKEN = "Coord-Token";
    private static final String UNLOCKED = "Coord-Unlocked";
    private static final String RUN = "Coord-Run";
    private static final String WAVE = "Coord-Wave";
    private static final String NEEDS = "Coord-Needs";
    private static final String TIP = "Coord-Tip";
    private static final String RENUMBERED = "Coord-Renumbered";

    /**
     * What counts in a message, whoever wrote it.
     *
     * @param digest of the declaration; empty where there is none
     * @param unlocked what it changed without a lock, as far as the message says so
     * @param place which landing of which run; none where the message does not say
     * @param needs what it was declared to wait for; nothing where the message does not say
     * @param tip what its agent made, where the message says that something else was merged in its place
     */
    record Landed(
            FeatureId feature,
            String digest,
            Optional<FencingToken> token,
            SortedSet<String> unlocked,
            Optional<Place> place,
            SortedSet<FeatureId> needs,
            Optional<CommitId> tip) {}

    public String text() {
        return "Merge feature " + feature + "\n\n"
                + line(FEATURE, feature.value())
                + line(DIGEST, digest)
                + token.map(known -> line(TOKEN, Long.toString(known.value()))).orElse("")
                + unlocked.stream().map(path -> line(UNLOCKED, path)).collect(Collectors.joining())
                + line(RUN, run.value())
                + line(WAVE, Integer.toString(wave))
                + needs.stream().map(need -> line(NEEDS, need.value())).collect(Collectors.joining())
                + tip.map(made -> line(TIP, made.value())).orElse("")
                + renumbered.stream().map(file -> line(RENUMBERED, file)).collect(Collectors.joining());
    }

    /** An extended regular expression for a line of every message that names the feature, whatever the case of its letters. */
    static String naming(FeatureId feature) {
        return "^" + FEATURE + ":[[:space:]]*" + feature.value().replace(".", "[.]") + "[[:space:]]*$";
    }

    private static String line(String key, String value) {
        return key + ": " + value + "\n";
    }

    /**
     * Reads the latest paragraph that names a feature, since people add lines to messages. One that somebody wrote by hand
     * may say anything; one that names several features lands none.
     */
    static Optional<Landed> read(String message) {
        List<List<String>> paragraphs = new ArrayList<>(List.of(new ArrayList<>()));
        for (String line : message.split("\r?\n", -1)) {
            if (line.isBlank()) {
                paragraphs.add(new ArrayList<>());
            } else {
                paragraphs.get(paragraphs.size() - 1).add(line);
            }
        }
        for (int i = paragraphs.size() - 1; i >= 0; i--) {
            List<String> named = values(paragraphs.get(i), FEATURE);
            if (!named.isEmpty()) {
                return landed(named, paragraphs.get(i));
            }
        }
        return Optional.empty();
    }

    private static Optional<Landed> landed(List<String> named, List<String> paragraph) {
        try {
            return named.size() > 1
                    ? Optional.empty()
                    : Optional.of(new Landed(
                            new FeatureId(named.get(0)),
                            String.join(",", values(paragraph, DIGEST)),
                            values(paragraph, TOKEN).stream()
                                    .flatMap(text -> token(text).stream())
                                    .findFirst(),
                            new TreeSet<>(values(paragraph, UNLOCKED)),
                            place(paragraph),
                            needs(paragraph),
                            values(paragraph, TIP).stream()
                                    .flatMap(text -> commit(text).stream())
                                    .findFirst()));
        } catch (BadInput e) {
            return Optional.empty(); // no name of a feature
        }
    }

    private static NavigableSet<FeatureId> needs(List<String> paragraph) {
        NavigableSet<FeatureId> needs = new TreeSet<>();
        values(paragraph, NEEDS).forEach(text -> feature(text).ifPresent(needs::add));
        return needs;
    }

    private static Optional<CommitId> commit(String text) {
        try {
            return Optional.of(new CommitId(text));
        } catch (BadInput e) {
            return Optional.empty();
        }
    }

    private static Optional<FeatureId> feature(String text) {
        try {
            return Optional.of(new FeatureId(text));
        } catch (BadInput e) {
            return Optional.empty();
        }
    }

    private static Optional<Place> place(List<String> paragraph) {
        List<String> runs = values(paragraph, RUN);
        List<String> waves = values(paragraph, WAVE);
        try {
            return runs.size() == 1 && waves.size() == 1 && waves.get(0).matches("[0-9]+")
                    ? Optional.of(new Place(new RunId(runs.get(0)), Integer.parseInt(waves.get(0))))
                    : Optional.empty();
        } catch (BadInput | NumberFormatException e) {
            return Optional.empty(); // no name of a run, or a number beyond all
        }
    }

    private static List<String> values(List<String> paragraph, String key) {
        String start = key + ":";
        return paragraph.stream()
                .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
                .map(line -> line.substring(start.length()).strip())
                .toList();
    }

    private static Optional<FencingToken> token(String text) {
        try {
            return text.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Optional.of(new FencingToken(Long.parseLong(text)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
