package dev.coord.content.dependency;

import dev.coord.content.module.SourceLanguage;
import dev.coord.content.module.SourceMemory;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.IntegrityCheck;
import dev.coord.proof.IntegrityFinding;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that imports of JavaScript, TypeScript, Python and Java still lead to what is there, and close no new circle. It knows
 * contents again that it has read for an earlier candidate. Specification 6.1.
 */
public final class DependencyCheck implements IntegrityCheck {

    /** Its findings are told by it. */
    public static final String NAME = "dependency";

    private final boolean stops;
    private final List<SourceLanguage> languages = ImportMap.languages();
    private final SourceMemory memory = new SourceMemory();

    /**
     * Remembers nothing yet.
     *
     * @param stops whether a feature that breaks imports may not land; otherwise people are told
     */
    public DependencyCheck(boolean stops) {
        this.stops = stops;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<IntegrityFinding> find(CandidateFiles files) {
        List<IntegrityFinding> found = new ArrayList<>();
        for (SourceLanguage language : languages) {
            if (isTouched(files, language)) {
                found.addAll(new LanguageCheck(files, language, memory, stops).find());
            }
        }
        return found;
    }

    /** What is deleted may be a picture that is imported. */
    private static boolean isTouched(CandidateFiles files, SourceLanguage language) {
        return files.changed().stream()
                .anyMatch(file ->
                        language.isSource(file.path()) || language.isConfiguration(file.path()) || file.isDeleted());
    }
}
