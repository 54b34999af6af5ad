package dev.coord.content.trial;

import dev.coord.FeatureId;
import dev.coord.content.schema.WaveMigrations;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.SchemaReader;
import dev.coord.schema.Migration;
import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationReader;
import dev.coord.schema.SchemaWork;
import dev.coord.schema.SchemaWork.Added;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What a database can try of a wave: the migrations of each directory with SQL that the wave adds to. */
public final class WaveSchemas implements SchemaReader {

    private final MigrationReader reader;

    /**
     * Binds what finds migrations.
     *
     * @param reader finds migrations
     */
    public WaveSchemas(MigrationReader reader) {
        this.reader = reader;
    }

    @Override
    public List<SchemaWork> read(CandidateFiles files) {
        WaveMigrations wave = WaveMigrations.of(files, reader);
        List<MigrationDirectory> before = reader.read(files.pathsBefore(), files::contentBefore);
        List<SchemaWork> works = new ArrayList<>();
        for (MigrationDirectory directory : wave.directories()) {
            List<String> here = TriableMigrations.ups(directory.steps());
            List<String> base = before.stream()
                    .filter(one -> one.path().equals(directory.path()) && one.scheme() == directory.scheme())
                    .flatMap(one -> TriableMigrations.ups(one.steps()).stream())
                    .toList();
            work(files, wave, base, here).ifPresent(works::add);
        }
        return works;
    }

    private static Optional<SchemaWork> work(
            CandidateFiles files, WaveMigrations wave, List<String> base, List<String> here) {
        TriableMigrations all = new TriableMigrations();
        List<Migration> before = all.read(base, files::contentBefore);
        TreeMap<Integer, Added> features = new TreeMap<>();
        for (FeatureId feature : wave.features()) {
            List<String> added =
                    wave.added(feature).stream().filter(here::contains).toList();
            if (!added.isEmpty()) {
                List<Migration> migrations = all.read(added, files::content);
                features.put(here.indexOf(added.get(0)), new Added(feature, migrations, HiddenWords.of(migrations)));
            }
        }
        return features.isEmpty() || !all.areAnySql()
                ? Optional.empty()
                : Optional.of(new SchemaWork(before, List.copyOf(features.values()), List.of(), all.unread()));
    }
}
