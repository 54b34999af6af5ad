package dev.coord.content.dependency;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.FeatureId;
import dev.coord.content.module.Reference;
import dev.coord.content.module.SourceFacts;
import dev.coord.content.module.SourceLanguage;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.CandidateFiles.ChangedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which feature of a wave brought something; of several the last one in the order of the work, since the others were there first. */
final class Blame {
    private final CandidateFiles files;
    private final SourceLanguage language;
    private final List<ChangedFile> changed;
    private final Map<String, List<ChangedFile>> byPath = new HashMap<>();
    private final Map<ChangedFile, SourceFacts> own = new HashMap<>();

    Blame(CandidateFiles files, SourceLanguage language) {
        this.files = files;
        this.language = language;
        this.changed = files.changed();
        changed.forEach(one ->
                byPath.computeIfAbsent(one.path(), none -> new ArrayList<>()).add(one));
    }

    /** Whoever has an import in its own version of a file, otherwise whoever changed the file at all. */
    Optional<FeatureId> importer(String file, Reference reference, String name) {
        List<FeatureId> all = new ArrayList<>();
        List<FeatureId> with = new ArrayList<>();
        for (ChangedFile one : byPath.getOrDefault(file, List.of())) {
            if (!one.isDeleted()) {
                all.add(one.feature());
                if (own(one).references().stream().anyMatch(each -> each.isLike(reference, name))) {
                    with.add(one.feature());
                }
            }
        }
        return last(with).or(() -> last(all));
    }

    /** Whoever changed one of the files, the first that anybody changed. */
    Optional<FeatureId> changer(List<String> paths) {
        for (String path : paths) {
            Optional<FeatureId> found = last(byPath.getOrDefault(path, List.of()).stream()
                    .map(ChangedFile::feature)
                    .toList());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Whoever may have changed where imports lead; the last of all where nobody else can have. */
    FeatureId somebody() {
        return last(changed.stream()
                        .filter(one -> language.isConfiguration(one.path()))
                        .map(ChangedFile::feature)
                        .toList())
                .orElseGet(() -> changed.get(changed.size() - 1).feature());
    }

    private SourceFacts own(ChangedFile file) {
        return own.computeIfAbsent(
                file,
                one -> language.read(
                        one.path(),
                        new String(String.join("\n", files.ownLines(one)).getBytes(ISO_8859_1), UTF_8)));
    }

    private static Optional<FeatureId> last(List<FeatureId> features) {
        return features.isEmpty() ? Optional.empty() : Optional.of(features.get(features.size() - 1));
    }
}
