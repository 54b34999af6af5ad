package dev.coord.core.protocol;

import dev.coord.state.CoordinationState;
import java.util.Map;

/** What the state file states of a coordination state, as {@link Facts#comparable} gives it. Pure. */
public final class StateFacts {

    private static final String TRUE = "true";

    private StateFacts() {}

    public static void add(CoordinationState state, Map<FactKey, String> facts) {
        facts.put(FactKey.top("current_wave"), FactValue.number(Integer.toString(state.currentWave())));
        state.completed().forEach(id -> facts.put(FactKey.row(Facts.PLACES.get(0), id.value()), TRUE));
        state.active().forEach(entry -> {
            String feature = entry.feature().value();
            facts.put(FactKey.row(Facts.PLACES.get(1), feature), TRUE);
            entry.agent()
                    .ifPresent(agent -> facts.put(FactKey.row(Facts.AGENTS, feature), FactValue.of(agent.value())));
        });
        state.blocked().forEach(entry -> {
            FactKey reason = FactKey.row(Facts.REASONS, entry.feature().value());
            facts.put(FactKey.row(Facts.PLACES.get(2), entry.feature().value()), TRUE);
            facts.put(reason, TRUE);
            facts.put(reason.of("status"), FactValue.of(entry.status().jsonName()));
            facts.put(reason.of("reason"), FactValue.of(entry.reason()));
        });
        state.schemaChanges().forEach(change -> {
            FactKey row = Rows.schema(Row.Kind.SCHEMA, change).key();
            facts.put(row, TRUE);
            facts.put(row.of("committed"), Boolean.toString(change.committed()));
        });
        state.sharedResources().forEach((name, resource) -> {
            FactKey row = FactKey.row(Facts.RESOURCES, name);
            facts.put(row, TRUE);
            facts.put(row.of("initialized"), Boolean.toString(resource.initialized()));
            resource.featuresUsing().forEach(user -> facts.put(FactKey.row(Facts.USERS, name, user.value()), TRUE));
        });
    }
}
