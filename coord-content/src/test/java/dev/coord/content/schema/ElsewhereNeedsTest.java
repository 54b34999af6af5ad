package dev.coord.content.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.Missing;
import dev.coord.proof.IntegrityFinding.Weight;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElsewhereNeedsTest {
    private static final String BASE = "db/migrations/001_base.sql";
    private static final String POSTS = "db/migrations/002_posts.sql";
    private static final String ACCOUNTS = "db/migrations/002_accounts.sql";
    private static final String NEEDING = "create table posts (id int, owner int references accounts (id));";
    private static final String MAKING = "create table accounts (id int primary key);";

    static List<IntegrityFinding> lacking(MadeWave wave, Feature... features) {
        return new SchemaCheck(FeatureSet.of(List.of(features)), path -> false)
                .find(wave).stream()
                        .filter(finding -> finding.missing()
                                .filter(missing -> !missing.by().isEmpty())
                                .isPresent())
                        .toList();
    }

    static List<FeatureId> by(IntegrityFinding finding) {
        return finding.missing().map(Missing::by).orElseThrow();
    }

    private static MadeWave wave(String base) {
        return new MadeWave().target(BASE, base).adds("posts", POSTS, NEEDING);
    }

    private static Feature declaring(String id, String... tables) {
        return Feature.builder(id).changesSchema(tables).build();
    }

    @Test
    void whatIsMadeAndNotMergedIsMissing() {
        List<IntegrityFinding> found =
                lacking(wave("create table base (id int);").elsewhere("accounts", ACCOUNTS, MAKING));

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.weight()).isEqualTo(Weight.STOPS);
            assertThat(finding.feature()).isEqualTo(new FeatureId("posts"));
            assertThat(finding.path()).isEqualTo(POSTS);
            assertThat(finding.line()).isEqualTo(1);
            assertThat(finding.message())
                    .isEqualTo(
                            "no migration but 'db/migrations/002_accounts.sql' of 'accounts' makes 'public.accounts', which it needs");
            assertThat(by(finding)).containsExactly(new FeatureId("accounts"));
        });
    }

    @Test
    void whatTwoMakeIsToldOnceAndEachThingOnItsOwn() {
        String orders = "create table orders (id int, owner int references accounts, item int references items);";

        List<IntegrityFinding> found = lacking(new MadeWave()
                .target(BASE, "create table base (id int);")
                .adds("orders", POSTS, orders + "\ncreate index on items (id);")
                .elsewhere("a", ACCOUNTS, MAKING)
                .elsewhere("b", ACCOUNTS, MAKING)
                .elsewhere("items", "db/migrations/002_items.sql", "create table items (id int primary key);"));

        assertThat(found)
                .extracting(ElsewhereNeedsTest::by)
                .containsExactly(List.of(new FeatureId("a"), new FeatureId("b")), List.of(new FeatureId("items")));
    }

    @Test
    void aColumnIsMissingWhereItsTableIsThere() {
        List<IntegrityFinding> found = lacking(new MadeWave()
                .target(BASE, MAKING)
                .adds("posts", POSTS, "create view rich as select a.tier from accounts a;")
                .elsewhere("tiers", "db/migrations/002_tiers.sql", "alter table accounts add column tier text;"));

        assertThat(found)
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.message()).endsWith(" makes 'public.accounts.tier', which it needs"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table accounts (id int primary key);",
                "create table base (id int); alter table accounts add column tier text;", // it is there by other means
                "do $$ begin create table accounts (id int primary key); end $$;",
                "create view v as select a.id from accounts a;",
            })
    void whatMayBeThereIsNotMissing(String base) {
        assertThat(lacking(wave(base).elsewhere("accounts", ACCOUNTS, MAKING), declaring("accounts", "accounts")))
                .isEmpty();
    }

    @Test
    void whatTheWaveMakesIsNotMissing() {
        assertThat(lacking(
                        wave("create table base (id int);")
                                .adds("mine", "db/migrations/002_a.sql", MAKING)
                                .elsewhere("accounts", ACCOUNTS, MAKING),
                        declaring("accounts", "accounts")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"accounts", "public.accounts", "Accounts", "\"accounts\""})
    void whatAnotherOneDeclaresIsMissingWhereMigrationsMakeAllThatIsThere(String table) {
        List<IntegrityFinding> found = lacking(wave("create table base (id int);"), declaring("accounts", table));

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.weight()).isEqualTo(Weight.STOPS);
            assertThat(finding.message()).isEqualTo("no migration makes 'public.accounts', which it needs");
            assertThat(by(finding)).containsExactly(new FeatureId("accounts"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table legacy add column tier text;",
                "create table base (id int, old int references legacy (id));",
                "create table base (id int); select setup();",
            })
    void whatAnotherOneDeclaresIsToldWhereMoreIsThereThanMigrationsMake(String base) {
        assertThat(lacking(wave(base), declaring("accounts", "accounts")))
                .extracting(IntegrityFinding::weight)
                .containsExactly(Weight.TOLD);
    }

    @Test
    void whatAFileBesideTheMigrationsNamesMayBeThere() {
        MadeWave wave = wave("create table base (id int);").target("db/schema.sql", "CREATE TABLE ACCOUNTS (id int);");

        assertThat(lacking(wave, declaring("accounts", "accounts")))
                .extracting(IntegrityFinding::weight)
                .containsExactly(Weight.TOLD);
    }

    @Test
    void whatItDeclaresItselfAndWhatIsMergedWithItIsNotWaitedFor() {
        MadeWave wave =
                wave("create table base (id int);").adds("other", "db/migrations/002_x.sql", "create table x ();");

        assertThat(lacking(wave, declaring("other", "accounts"))).isEmpty();
        assertThat(lacking(wave, declaring("accounts", "accounts"), declaring("posts", "posts", "accounts")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table if not exists accounts (id int primary key);",
                "drop table if exists accounts; create table accounts (id int primary key);",
                "create or replace view accounts as select 1 as id;",
            })
    void whatOtherWorkMakesOnlyWhereItIsNotThereIsToldWhereItMayBe(String making) {
        MadeWave wave = wave("create table base (id int);").elsewhere("accounts", ACCOUNTS, making);

        assertThat(lacking(wave)).extracting(IntegrityFinding::weight).containsExactly(Weight.STOPS);
        assertThat(lacking(wave.target("db/schema.sql", "create table accounts (id int);")))
                .extracting(IntegrityFinding::weight)
                .containsExactly(Weight.TOLD);
    }

    @ParameterizedTest
    @CsvSource({
        "db/schema.sql, create table accounts (id int);, TOLD",
        "db/schema.sql, create table old_accounts (id int);, STOPS",
        "db/schema.sql, create table \"Accounts\" (id int);, TOLD",
        "prisma/schema.prisma, model accounts {}, TOLD",
        "db/schema.rb, create_table 'accounts', TOLD",
        "docs/later.md, accounts, STOPS",
        "db/migrations/000_first.sql, -- accounts come later, STOPS",
    })
    void whatDescribesASchemaTellsWhatMayBeThere(String path, String text, Weight weight) {
        MadeWave wave = wave("create table base (id int);").target(path, text);

        assertThat(lacking(wave, declaring("accounts", "accounts")))
                .extracting(IntegrityFinding::weight)
                .containsExactly(weight);
    }

    @Test
    void aTableInASchemaThatNoMigrationMakesMayBeThere() {
        String needing = "create table posts (id int, owner int references auth.accounts (id));";

        assertThat(lacking(
                        new MadeWave()
                                .target(BASE, "create table base (id int);")
                                .adds("posts", POSTS, needing),
                        declaring("accounts", "auth.accounts")))
                .extracting(IntegrityFinding::weight)
                .containsExactly(Weight.TOLD);
        assertThat(lacking(
                        new MadeWave().target(BASE, "create schema auth;").adds("posts", POSTS, needing),
                        declaring("accounts", "auth.accounts")))
                .extracting(IntegrityFinding::weight)
                .containsExactly(Weight.STOPS);
    }

    @Test
    void whereNoMigrationHasLandedADeclarationCallsNoAgent() {
        MadeWave wave = new MadeWave().adds("posts", POSTS, NEEDING);

        assertThat(lacking(wave, declaring("accounts", "accounts")))
                .extracting(IntegrityFinding::weight)
                .containsExactly(Weight.STOPS);
        assertThat(lacking(
                        wave,
                        declaring("posts"),
                        Feature.builder("accounts")
                                .changesSchema("accounts")
                                .blockedBy("posts")
                                .build()))
                .extracting(IntegrityFinding::weight)
                .containsExactly(Weight.TOLD);
    }

    @Test
    void aSchemaIsMissingAsWell() {
        List<IntegrityFinding> found = lacking(new MadeWave()
                .target(BASE, "create table base (id int);")
                .adds("posts", POSTS, "create table app.posts (id int);")
                .elsewhere("app", ACCOUNTS, "create schema app;"));

        assertThat(found)
                .extracting(IntegrityFinding::message)
                .containsExactly(
                        "no migration but 'db/migrations/002_accounts.sql' of 'app' makes 'app', which it needs");
    }

    @Test
    void whatAnotherDirectoryHasIsNotThereWhereTheMigrationIsAndOtherWorkMakesIt() {
        MadeWave wave = new MadeWave()
                .target("shop/migrations/001_base.sql", MAKING)
                .target("blog/migrations/001_base.sql", "create table base (id int);")
                .adds("posts", "blog/migrations/002_posts.sql", NEEDING);

        assertThat(lacking(wave)).isEmpty();
        assertThat(lacking(wave.elsewhere("accounts", "blog/migrations/002_accounts.sql", MAKING)))
                .singleElement()
                .satisfies(finding -> assertThat(by(finding)).containsExactly(new FeatureId("accounts")));
    }

    @Test
    void whatWasDeclaredAndIsMergedWithoutBeingMadeIsTold() {
        MadeWave wave = wave("create table base (id int);").adds("accounts", ACCOUNTS, "create table users (id int);");

        assertThat(told(wave, declaring("accounts", "accounts")))
                .contains("no migration makes 'public.accounts', which it needs");
        assertThat(told(wave.target("db/schema.sql", MAKING), declaring("accounts", "accounts")))
                .doesNotContain("no migration makes 'public.accounts', which it needs");
    }

    private static List<String> told(MadeWave wave, Feature... features) {
        return new SchemaCheck(FeatureSet.of(List.of(features)), path -> false)
                .find(wave).stream()
                        .filter(finding -> !finding.stops())
                        .map(IntegrityFinding::message)
                        .toList();
    }
}
