package dev.coord.content.dependency;

import dev.coord.FeatureId;
import dev.coord.content.module.Reference;
import dev.coord.content.module.ResolvedImport;
import dev.coord.content.module.ResolvedImport.Found;
import dev.coord.content.module.ResolvedImport.Unclear;
import dev.coord.content.module.SourceFacts;
import dev.coord.content.module.SourceFacts.Undecided;
import dev.coord.content.module.SourceLanguage;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.CandidateFiles.ChangedFile;
import dev.coord.proof.IntegrityFinding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What features brought that their texts do not tell: said once for each, with the first place. */
final class Untold {
    private final CandidateFiles files;
    private final SourceLanguage language;
    private final Side before;
    private final Side after;
    private final MovedFiles moves;

    Untold(CandidateFiles files, SourceLanguage language, Side before, Side after, MovedFiles moves) {
        this.files = files;
        this.language = language;
        this.before = before;
        this.after = after;
        this.moves = moves;
    }

    private record Place(String path, int line, String why) {}

    List<IntegrityFinding> find() {
        Map<FeatureId, List<Place>> untold = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (ChangedFile file : files.changed()) {
            if (language.isSource(file.path()) && after.tree().has(file.path()) && seen.add(file.path())) {
                untold.computeIfAbsent(file.feature(), none -> new ArrayList<>())
                        .addAll(of(file.path()));
            }
        }
        List<IntegrityFinding> found = new ArrayList<>();
        untold.forEach((feature, places) -> {
            if (!places.isEmpty()) {
                found.add(finding(feature, places));
            }
        });
        return found;
    }

    private static IntegrityFinding finding(FeatureId feature, List<Place> places) {
        Place first = places.get(0);
        String others = places.size() == 1 ? "" : ", and " + (places.size() - 1) + " more imports like it";
        return new IntegrityFinding(
                feature,
                DependencyCheck.NAME,
                first.path(),
                first.line(),
                "it cannot be told where an import leads: " + first.why() + others,
                "nothing, where the tests cover it",
                false);
    }

    private List<Place> of(String path) {
        SourceFacts facts = after.tree().facts(path);
        SourceFacts old = moves.before(path).map(before.tree()::facts).orElse(SourceFacts.NONE);
        List<Place> places = new ArrayList<>();
        Set<String> known =
                old.references().stream().map(Reference::source).collect(Collectors.toCollection(HashSet::new));
        for (Reference reference : facts.references()) {
            if (reference.isGuarded()) {
                continue;
            }
            ResolvedImport resolution = after.resolve(path, reference);
            if (known.add(reference.source()) && resolution instanceof Unclear unclear) {
                places.add(new Place(path, reference.line(), "'" + reference.source() + "', as " + unclear.why()));
            } else if (resolution instanceof Found found) {
                places.addAll(made(path, reference, found.path(), old));
            }
        }
        places.addAll(computed(path, facts, old));
        return places;
    }

    private List<Place> made(String path, Reference reference, String target, SourceFacts old) {
        return reference.names().stream()
                .filter(name -> after.isMade(target, name.name())
                        && old.references().stream().noneMatch(each -> each.isLike(reference, name.name())))
                .map(name -> new Place(
                        path,
                        name.line(),
                        "'" + name.name() + "' from '" + reference.source() + "', as a program makes it"))
                .toList();
    }

    private static List<Place> computed(String path, SourceFacts facts, SourceFacts old) {
        List<Place> places = new ArrayList<>();
        Map<String, Integer> left = new HashMap<>();
        old.undecided().forEach(one -> left.merge(one.what(), 1, Integer::sum));
        for (Undecided one : facts.undecided()) {
            if (left.merge(one.what(), -1, Integer::sum) < 0) {
                places.add(new Place(path, one.line(), one.what()));
            }
        }
        return places;
    }
}
