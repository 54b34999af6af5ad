package dev.coord.core.json.state;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.RequestId;
import java.time.Duration;
import java.time.Instant;

/** A lease within a snapshot: in the lock registry, and in the run that works under it. */
public final class LeaseJson {

    private LeaseJson() {}

    public static void write(FieldWriter out, Lease lease) {
        out.text("id", lease.id())
                .text("request", lease.request())
                .text("agent", lease.agent())
                .text("feature", lease.feature())
                .number("token", lease.token().value())
                .objects("locks", lease.locks(), LocksJson::writeLock)
                .text("granted_at", lease.grantedAt())
                .text("expires_at", lease.expiresAt())
                .text("ttl", lease.ttl())
                .optionalObject("owner", lease.owner(), ProcessJson::write)
                .optionalObject("age", lease.age(), AgeJson::write)
                .optionalObject("replaces", lease.replaces(), LeaseJson::write);
    }

    public static Lease read(FieldReader in) {
        return new Lease(
                in.value("id", LeaseId::new),
                in.value("request", RequestId::new),
                in.value("agent", AgentId::new),
                in.value("feature", FeatureId::new),
                new FencingToken(in.number("token")),
                in.objects("locks", LocksJson::readLock),
                in.value("granted_at", Instant::parse),
                in.value("expires_at", Instant::parse),
                in.value("ttl", Duration::parse),
                in.optionalObject("owner", ProcessJson::read),
                in.optionalObject("age", AgeJson::read),
                in.optionalObject("replaces", LeaseJson::read));
    }
}
