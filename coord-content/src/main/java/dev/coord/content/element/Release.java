package dev.coord.content.element;

import dev.coord.content.list.LineRun.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release that a title tells of.
 *
 * @param numbers its version
 * @param stage what stands behind the numbers, as {@code rc1}; what sorts behind all stages where nothing does
 * @param date when it was made; empty where the title does not tell
 */
record Release(List<Integer> numbers, String stage, String date) {
    private static final Pattern VERSION = Pattern.compile(
            "(?<![\\w.])v?(\\d+(?:\\.\\d+)+)(?:[-.~]?((?:rc|beta|alpha|m|pre)[-.\\w]*))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern DATE = Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}\\b");

    static Optional<Release> of(String title) {
        Matcher found = VERSION.matcher(title);
        if (!found.find()) {
            return Optional.empty();
        }
        List<Integer> numbers = new ArrayList<>();
        for (String number : found.group(1).split("\\.", -1)) {
            if (number.length() > 8) {
                return Optional.empty();
            }
            numbers.add(Integer.valueOf(number));
        }
        Matcher date = DATE.matcher(title);
        return Optional.of(
                new Release(numbers, found.group(2) == null ? "~" : found.group(2), date.find() ? date.group() : ""));
    }

    /** Sections whose titles tell of releases, with the latest first where the ones below them stand so. */
    static List<Lines> latestFirst(List<Lines> merged, List<String> older) {
        List<Release> releases = all(merged.stream().map(Lines::key).toList());
        List<Release> below = all(older);
        if (releases.isEmpty() || below.isEmpty()) {
            return merged;
        }
        boolean falls = below.size() < 2 || below.get(0).compare(below.get(1)) > 0;
        if (!falls || !releases.stream().allMatch(one -> one.compare(below.get(0)) > 0)) {
            return merged;
        }
        List<Lines> sorted = new ArrayList<>(merged);
        sorted.sort(
                (one, two) -> of(two.key()).orElseThrow().compare(of(one.key()).orElseThrow()));
        return sorted;
    }

    /** None if one of the titles tells of none. */
    private static List<Release> all(List<String> titles) {
        List<Release> all =
                titles.stream().map(Release::of).flatMap(Optional::stream).toList();
        return all.size() == titles.size() ? all : List.of();
    }

    private int compare(Release other) {
        boolean dated = !date.isEmpty() && !other.date.isEmpty() && !date.equals(other.date);
        if (dated) {
            return date.compareTo(other.date);
        }
        for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
            int mine = i < numbers.size() ? numbers.get(i) : 0;
            int its = i < other.numbers.size() ? other.numbers.get(i) : 0;
            if (mine != its) {
                return Integer.compare(mine, its);
            }
        }
        return stage.compareToIgnoreCase(other.stage);
    }
}
