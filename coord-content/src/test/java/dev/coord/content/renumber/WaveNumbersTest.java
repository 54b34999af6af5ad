package dev.coord.content.renumber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.content.migration.MigrationFiles;
import dev.coord.schema.BranchFiles;
import dev.coord.schema.Numbering;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Branches that land at once. */
class WaveNumbersTest {

    private final DraftedBranch draft = new DraftedBranch();

    /** What the wave that a branch is merged with adds to the target. */
    private Branch besideWave(Map<String, String> wave) {
        Branch alone = draft.branch();
        TreeMap<String, String> onto = new TreeMap<>(alone.onto());
        onto.putAll(wave);
        return Branch.of(alone.begun(), alone.landed(), onto, alone.own());
    }

    /** A wave lands at once, so that no database has run the one and not the other. */
    @Test
    void leavesAFreeNumberBeforeThatOfAnotherOneOfTheWave() {
        draft.begun.put("migrations/001_a.sql", "");
        draft.added.put("migrations/002_accounts.sql", "create table accounts (id int);");

        assertThat(besideWave(Map.of("migrations/003_posts.sql", "create table posts (a int references accounts);"))
                        .number())
                .isInstanceOf(Numbering.Unchanged.class);
        assertThat(besideWave(Map.of("migrations/002_posts.sql", "")).numbered().own())
                .containsKey("migrations/003_accounts.sql");
    }

    @Test
    void movesBehindTheOneOfTheWaveThatMakesWhatItNeeds() {
        draft.begun.put("migrations/001_a.sql", "");
        draft.added.put("migrations/002_posts.sql", "create table posts (a int references accounts);");
        draft.added.put("migrations/003_more.sql", "create table more (a int);");

        assertThat(besideWave(Map.of(
                                "migrations/004_accounts.sql",
                                "create table accounts (id int);",
                                "migrations/006_last.sql",
                                ""))
                        .numbered()
                        .own())
                .containsKeys("migrations/007_posts.sql", "migrations/008_more.sql");
    }

    @Test
    void aBranchOnTopOfAnotherOneComesBehindAllThatIsMergedBeforeIt() {
        draft.begun.put("migrations/001_a.rb", "");
        TreeMap<String, String> under = new TreeMap<>(draft.begun);
        under.put("migrations/002_tags.rb", "");
        TreeMap<String, String> onto = new TreeMap<>(draft.begun);
        onto.putAll(Map.of("migrations/002_nick.rb", "", "migrations/005_nick.rb", "", "migrations/006_tags.rb", ""));
        TreeMap<String, String> own = new TreeMap<>(under);
        own.put("migrations/003_stack.rb", "");

        assertThat(Branch.of(under, draft.begun, onto, own).numbered().own()).containsKey("migrations/007_stack.rb");
    }

    @Test
    void branchesComeBehindThoseThatMakeWhatTheyNeed() {
        draft.begun.put("migrations/001_a.sql", "create table users (id int);");
        assertThat(order("create table posts (a int references accounts);", "create table accounts (id int);"))
                .containsExactly(1, 0);
        assertThat(order("alter table users add x int;", "create view v as select x from users;", "drop table users;"))
                .containsExactly(0, 1, 2);
        assertThat(order(
                        "create index i on b (x);",
                        "create table c (id int);",
                        "create table b (x int references c);",
                        "create table if not exists c (id int); create table d (c int references c);"))
                .as("what is there anyway is made by whoever needs it")
                .containsExactly(1, 2, 0, 3);
        assertThat(order(
                        "create table a (b int references b);",
                        "create table b (a int references a);",
                        "create table c (id int);"))
                .as("in a circle none is first")
                .containsExactly(2, 0, 1);
        assertThat(order("create table a (x int default f());", "create function f() returns int return 1;"))
                .containsExactly(1, 0);
        assertThat(order("create table app.a (x int);", "create schema app;")).containsExactly(1, 0);
        assertThat(order("create table a (x int);", "create schema public;")).containsExactly(0, 1);
        assertThat(order("", "create table x (id int);")).containsExactly(0, 1);
    }

    private List<Integer> order(String... migrations) {
        List<BranchFiles> branches = new ArrayList<>();
        for (String one : migrations) {
            TreeMap<String, String> own = new TreeMap<>(draft.begun);
            own.put("migrations/002_f" + branches.size() + ".sql", one);
            branches.add(Branch.of(draft.begun, draft.begun, own));
        }
        return new Renumbering(new MigrationFiles(path -> false)).order(branches);
    }
}
