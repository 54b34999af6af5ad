package dev.coord.git.integrity;

import dev.coord.FeatureId;
import dev.coord.core.schema.SchemaTrialing;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.SchemaReader;
import dev.coord.schema.SchemaTrial;
import dev.coord.schema.SchemaWork;
import java.util.List;
import java.util.Map;

/** Has the migrations of a wave tried, where there is something that can try them. */
public final class SchemaTrials {

    /** Nothing is tried. */
    public static final SchemaTrials NONE = new SchemaTrials(files -> List.of(), work -> {
        throw new AssertionError(work);
    });

    private final SchemaReader reader;
    private final SchemaTrial trial;

    /** Binds both. */
    public SchemaTrials(SchemaReader reader, SchemaTrial trial) {
        this.reader = reader;
        this.trial = trial;
    }

    /** What is found once they were tried, by feature. */
    public Map<FeatureId, List<IntegrityFinding>> of(CandidateFiles files, Map<FeatureId, List<IntegrityFinding>> found)
            throws InterruptedException {
        Map<FeatureId, List<IntegrityFinding>> all = found;
        SchemaTrialing trialing = new SchemaTrialing(trial, files::pathsBegun);
        for (SchemaWork work : reader.read(files)) {
            all = trialing.of(work, all);
        }
        return all;
    }
}
