package dev.coord.cli.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.CoordProcess;
import dev.coord.cli.database.TempServer.Running;
import dev.coord.content.ContentMigrations;
import dev.coord.core.rollback.RollbackRequest;
import dev.coord.fs.DirectoryStore;
import dev.coord.git.GitIntegration;
import dev.coord.git.GitRepository;
import dev.coord.git.GitRollback;
import dev.coord.git.GitRun;
import dev.coord.git.RunHandle;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationStep;
import dev.coord.store.CoordinationStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Five branches that all add the migration after the first one, two of them under the same name, in one wave. */
@ExtendWith(TempServer.class)
@Timeout(120)
class MigrationWaveIT {

    private static final int FEATURES = 5;

    /** How files are called, and what the five are called once they have landed. */
    enum Scheme {
        PLAIN("migrations/%03d_%s.sql", "", "002_a", "003_b", "004_c", "005_d", "006_a"),
        SUPABASE(
                "supabase/migrations/2026010112000%d_%s.sql",
                "", "20260101120002_a", "20260101120003_b", "20260101120004_c", "20260101120005_d", "20260101120006_a"),
        RAILS(
                "db/migrate/2026010112000%d_%s.rb",
                "", "20260101120002_a", "20260101120003_b", "20260101120004_c", "20260101120005_d", "20260101120006_a"),
        KNEX(
                "migrations/2026010112000%d_%s.js",
                "", "20260101120002_a", "20260101120003_b", "20260101120004_c", "20260101120005_d", "20260101120006_a"),
        FLYWAY(
                "src/main/resources/db/migration/V1.%d__%s.sql",
                "", "V1.2__a", "V1.3__b", "V1.4__c", "V1.5__d", "V1.6__a"),
        PAIRS(
                "migrations/%06d_%s.up.sql",
                "migrations/%06d_%s.down.sql", "000002_a", "000003_b", "000004_c", "000005_d", "000006_a"),
        PRISMA(
                "prisma/migrations/2026010112000%d_%s/migration.sql",
                "", "20260101120002_a", "20260101120003_b", "20260101120004_c", "20260101120005_d", "20260101120006_a"),
        DJANGO("shop/migrations/%04d_%s.py", "", "0002_a", "0003_b", "0004_c", "0005_d", "0006_a"),
        ALEMBIC("alembic/versions/%04d_%s.py", "", "0002", "0003", "0004", "0005", "0006");

        private final String path;
        private final String down;
        private final List<String> landed;

        Scheme(String path, String down, String... landed) {
            this.path = path;
            this.down = down;
            this.landed = List.of(landed);
        }

        boolean isSql() {
            return path.endsWith(".sql");
        }

        /** The migration of a feature, which can only apply behind the first one; that of feature 0 is the first one. */
        void write(Path repository, int feature, int number, String name) throws IOException {
            put(repository.resolve(String.format(path, number, name)), text(feature, number, name));
            if (!down.isEmpty()) {
                put(repository.resolve(String.format(down, number, name)), "drop table t" + feature + ";\n");
            }
            if (this == ALEMBIC) {
                put(repository.resolve("alembic/env.py"), "# as alembic init makes it\n");
            }
        }

        private String text(int feature, int number, String name) {
            String mark = "# feature " + feature + "\n";
            return switch (this) {
                case DJANGO ->
                    "class Migration(migrations.Migration):\n    dependencies = ["
                            + (feature == 0 ? "" : "('shop', '0001_first')") + "]\n" + mark;
                case ALEMBIC ->
                    "revision = '" + String.format("%04d", number) + "'\ndown_revision = "
                            + (feature == 0 ? "None" : "'0001'") + "\n" + mark;
                case KNEX -> "exports.up = knex => {};\n//" + mark;
                case RAILS -> "class " + name.toUpperCase(Locale.ROOT) + "\nend\n" + mark;
                default ->
                    feature == 0
                            ? "create table seen (feature int);\n"
                            : "create table t" + feature + " (id int);\ninsert into seen values (" + feature + ");\n";
            };
        }

        private static void put(Path file, String text) throws IOException {
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, text);
        }
    }

    @TempDir
    Path temp;

    private final Running server;
    private Path repository;

    MigrationWaveIT(Running server) {
        this.server = server;
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void landsRenumberedAppliesInItsOrderAndRollsBack(Scheme scheme) throws Exception {
        repository = CoordProcess.repository(temp.resolve("repo"), "README.md", "a project\n");
        scheme.write(repository, 0, 1, "first");
        commit("first");
        String before = git("rev-parse", "main").strip();
        List<String> names = List.of("a", "b", "c", "d", "a");
        for (int i = 0; i < FEATURES; i++) {
            git("checkout", "-q", "-b", "feature/f" + (i + 1), "main");
            scheme.write(repository, i + 1, 2, names.get(i));
            commit("f" + (i + 1));
        }
        git("checkout", "-q", "main");

        try (CoordinationStore store =
                DirectoryStore.open(GitRun.defaultDirectory(repository), InstantSource.system())) {
            try (RunHandle run = GitIntegration.in(repository)
                    .store(store)
                    .numbering(ContentMigrations.numbering(path -> false))
                    .start(features())) {
                run.await().orElseThrow();
            }

            List<MigrationStep> steps = steps();
            assertThat(steps.subList(1, steps.size()))
                    .extracting(MigrationStep::name)
                    .isEqualTo(scheme.landed);
            assertThat(order(steps)).containsExactly(1, 2, 3, 4, 5);
            if (scheme.isSql()) {
                assertThat(applied(steps)).containsExactly("1", "2", "3", "4", "5");
            }
            assertThat(git("log", "-1", "--format=%s", "feature/f5")).startsWith("f5");

            GitRollback.in(GitRepository.open(repository), store)
                    .takeBack(new RollbackRequest.OfWave(0, Optional.empty()));
            assertThat(git("rev-parse", "main").strip()).isEqualTo(before);
        }
    }

    private static FeatureSet features() {
        return FeatureSet.of(IntStream.rangeClosed(1, FEATURES)
                .mapToObj(number -> Feature.builder("f" + number).build())
                .toList());
    }

    private List<MigrationStep> steps() throws Exception {
        List<MigrationDirectory> found = ContentMigrations.reader(path -> false)
                .read(git("ls-files").lines().toList(), path -> Optional.of(read(path)));
        assertThat(found).hasSize(1);
        return found.get(0).steps();
    }

    private byte[] read(String path) {
        try {
            return Files.readAllBytes(repository.resolve(path));
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    /** Whose each is, by what is in it. */
    private List<Integer> order(List<MigrationStep> steps) {
        List<Integer> order = new ArrayList<>();
        for (MigrationStep step : steps.subList(1, steps.size())) {
            String text = new String(read(step.up().orElseThrow()), UTF_8);
            order.add(Integer.parseInt(text.replaceAll("(?s).*(?:# feature |values \\()([0-9]).*", "$1")));
        }
        return order;
    }

    /** What PostgreSQL has after all of them. */
    private List<String> applied(List<MigrationStep> steps) {
        String database = "wave";
        server.rows("drop database if exists " + database);
        server.rows("create database " + database);
        steps.forEach(step -> server.rows(database, new String(read(step.up().orElseThrow()), UTF_8)));
        List<String> seen = server.rows(database, "select feature from seen order by ctid");
        server.rows("drop database " + database);
        return seen;
    }

    private void commit(String message) throws Exception {
        git("add", "-A");
        git("commit", "-q", "-m", message);
    }

    private String git(String... arguments) throws Exception {
        return CoordProcess.git(repository, arguments).out();
    }
}
