package dev.coord.core.rollback;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.proof.IntegrityFinding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which landings need earlier ones by what is in their files, as far as taking these back has shown it. Immutable. Specification 6.3.
 *
 * @param earlier by the commit of each landing, those of the landings that it needs
 * @param because by feature, what would be broken
 */
public record ContentNeeds(Map<CommitId, Set<CommitId>> earlier, SortedMap<FeatureId, List<IntegrityFinding>> because) {

    /** Nothing is known. */
    public static final ContentNeeds NONE = new ContentNeeds(Map.of(), new TreeMap<>());

    /**
     * What a landing needs.
     *
     * @param landing its commit
     * @return the commits of earlier landings
     */
    public Set<CommitId> of(CommitId landing) {
        return earlier.getOrDefault(landing, Set.of());
    }

    /**
     * Adds what taking work back has shown. A landing needs what is taken back if it came later, or in the same wave, stays, and brought what
     * would be broken: above all the landings of the feature that has it, otherwise all that came before it.
     *
     * @param standing every landing that was not taken back, oldest first
     * @param doomed the commits of those that are taken back
     * @param broken what would be broken
     * @return the same where no landing is to blame that stays
     */
    public ContentNeeds with(List<LandedWork> standing, Set<CommitId> doomed, List<BrokenFile> broken) {
        Map<CommitId, Set<CommitId>> more = new HashMap<>(earlier);
        SortedMap<FeatureId, List<IntegrityFinding>> reasons = new TreeMap<>(because);
        for (BrokenFile one : broken) {
            one.by().filter(by -> !doomed.contains(by.commit())).ifPresent(by -> {
                List<LandedWork> before = before(standing, by).stream()
                        .filter(landing -> doomed.contains(landing.commit()))
                        .toList();
                if (!before.isEmpty()) {
                    more.merge(by.commit(), taken(before, one.finding().feature()), ContentNeeds::both);
                    reasons.merge(by.feature(), List.of(one.finding()), ContentNeeds::joined);
                }
            });
        }
        return more.equals(earlier) ? this : new ContentNeeds(more, reasons);
    }

    /**
     * Adds that landings changed the same lines later than one that is taken back, which goes only with them.
     *
     * @param standing every landing that was not taken back, oldest first
     * @param doomed the commits of those that are taken back
     * @param earlier the commit of the one that does not go
     * @param later the features that changed its lines
     * @return the same where none of them landed later and stays
     */
    public ContentNeeds withLines(
            List<LandedWork> standing, Set<CommitId> doomed, CommitId earlier, Collection<FeatureId> later) {
        Map<CommitId, Set<CommitId>> more = new HashMap<>(this.earlier);
        standing.stream()
                .dropWhile(landing -> !landing.commit().equals(earlier))
                .skip(1)
                .filter(landing -> later.contains(landing.feature()) && !doomed.contains(landing.commit()))
                .forEach(landing -> more.merge(landing.commit(), Set.of(earlier), ContentNeeds::both));
        return more.equals(this.earlier) ? this : new ContentNeeds(more, because);
    }

    /** A wave lands as one, whatever its order. */
    private static List<LandedWork> before(List<LandedWork> standing, LandedWork by) {
        List<LandedWork> before = new ArrayList<>();
        boolean isBefore = true;
        for (LandedWork landing : standing) {
            isBefore &= !landing.commit().equals(by.commit());
            if (isBefore || (landing.place().isPresent() && landing.place().equals(by.place()))) {
                before.add(landing);
            }
        }
        return before;
    }

    private static Set<CommitId> taken(List<LandedWork> before, FeatureId feature) {
        Set<CommitId> of = before.stream()
                .filter(landing -> landing.feature().equals(feature))
                .map(LandedWork::commit)
                .collect(Collectors.toSet());
        return of.isEmpty() ? before.stream().map(LandedWork::commit).collect(Collectors.toSet()) : of;
    }

    private static <T> Set<T> both(Set<T> first, Set<T> second) {
        Set<T> both = new HashSet<>(first);
        both.addAll(second);
        return both;
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }
}
