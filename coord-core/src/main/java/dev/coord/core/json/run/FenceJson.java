package dev.coord.core.json.run;

import dev.coord.RepoPath;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import dev.coord.lock.FencingToken;
import dev.coord.merge.FeatureTip.Fence;

/** The lease that finished work was completed under; what was written before it was kept has none. */
final class FenceJson {

    private FenceJson() {}

    static void write(FieldWriter out, Fence fence) {
        out.number("token", fence.token().value()).texts("writes", fence.writes());
    }

    static Fence read(FieldReader in) {
        return new Fence(new FencingToken(in.number("token")), in.values("writes", RepoPath::new));
    }
}
