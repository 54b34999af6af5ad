package dev.coord.content.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ElsewhereNeedsProperties {

    /** A table is one digit; who makes it is told by the numbers. */
    @Property
    void whatIsMissingIsWhatOnlyOtherWorkMakes(
            @ForAll @Size(6) List<@IntRange(max = 3) Integer> makers,
            @ForAll @Size(max = 6) List<@IntRange(max = 5) Integer> needed) {
        StringBuilder base = new StringBuilder("create table base (id int);");
        StringBuilder own = new StringBuilder();
        MadeWave wave = new MadeWave();
        for (int table = 0; table < makers.size(); table++) {
            String making = "create table t" + table + " (id int primary key);";
            switch (makers.get(table)) {
                case 0 -> base.append(making);
                case 1 -> own.append(making);
                case 2 -> wave.elsewhere("f" + table, "db/migrations/00" + (table + 3) + "_t.sql", making);
                default -> {}
            }
        }
        needed.forEach(table -> own.append("alter table t" + table + " add column c" + own.length() + " int;"));
        wave.target("db/migrations/001_base.sql", base.toString())
                .adds("posts", "db/migrations/002_posts.sql", own.toString());

        assertThat(ElsewhereNeedsTest.lacking(wave))
                .extracting(ElsewhereNeedsTest::by)
                .containsExactlyInAnyOrderElementsOf(needed.stream()
                        .distinct()
                        .filter(table -> makers.get(table) == 2)
                        .map(table -> List.of(new FeatureId("f" + table)))
                        .toList());
    }
}
