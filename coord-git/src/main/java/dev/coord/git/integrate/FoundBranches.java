package dev.coord.git.integrate;

import dev.coord.BranchName;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.SafeText;
import dev.coord.git.command.Git;
import dev.coord.git.object.Refs;
import dev.coord.plan.Feature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the branches of features, all with one question. */
final class FoundBranches {

    private final Git git;

    FoundBranches(Git git) {
        this.git = git;
    }

    /** A ref and the commit it was at. */
    record Branch(String ref, CommitId tip) {}

    /**
     * What there is.
     *
     * @param branches those that exist
     * @param made features whose branch coord itself made, for an agent of a run that has not ended
     */
    record Found(SortedMap<FeatureId, Branch> branches, Set<FeatureId> made) {}

    Found of(Collection<Feature> features) {
        List<String> asked = new ArrayList<>();
        features.forEach(feature -> {
            asked.addAll(name(feature).refs());
            asked.add(Refs.made(feature.id()));
        });
        Map<String, CommitId> refs = commits(asked);
        SortedMap<FeatureId, Branch> found = new TreeMap<>();
        Set<FeatureId> made = new TreeSet<>();
        for (Feature feature : features) {
            Optional<Branch> first = name(feature).refs().stream()
                    .flatMap(ref -> Optional.ofNullable(refs.get(ref)).map(tip -> new Branch(ref, tip)).stream())
                    .findFirst();
            first.ifPresent(branch -> {
                if (branch.ref().equals(Refs.BRANCHES + feature.id()) && refs.containsKey(Refs.made(feature.id()))) {
                    made.add(feature.id());
                } else {
                    found.put(feature.id(), branch);
                }
            });
        }
        return new Found(found, made);
    }

    /** What an earlier process froze. */
    SortedMap<FeatureId, CommitId> frozen(RunId run) {
        String prefix = Refs.integrated(run, "");
        SortedMap<FeatureId, CommitId> frozen = new TreeMap<>();
        commits(List.of(prefix)).forEach((ref, tip) -> frozen.put(new FeatureId(ref.substring(prefix.length())), tip));
        return frozen;
    }

    /** The branch that a feature names, or has by its id. */
    static BranchName name(Feature feature) {
        return feature.branch().orElseGet(() -> BranchName.of(feature.id()));
    }

    /** What people read of a branch that is missing. */
    static String missing(Feature feature) {
        return "'" + SafeText.excerpt(name(feature).value()) + "' of " + feature.id();
    }

    private Map<String, CommitId> commits(Collection<String> refs) {
        List<String> command =
                new ArrayList<>(List.of("for-each-ref", "--format=%(refname) %(objecttype) %(objectname)"));
        command.addAll(new TreeSet<>(refs));
        Map<String, CommitId> commits = new HashMap<>();
        for (String line : git.run(command.toArray(String[]::new)).lines()) {
            String[] fields = line.split(" ", -1);
            if (fields[1].equals("commit")) {
                commits.put(fields[0], new CommitId(fields[2]));
            }
        }
        return commits;
    }
}
