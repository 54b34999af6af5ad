package dev.coord.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.json.snapshot.AnySnapshot;
import dev.coord.proof.AuditFinding;
import java.io.IOException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FindingJsonProperties {

    @Property(tries = 500)
    void everyFindingComesBack(@ForAll("findings") AuditFinding finding) throws IOException {
        byte[] kept = JsonText.compact(out -> FindingJson.write(out, finding));

        assertThat(FindingJson.read(FieldReader.of(DocumentTree.read(kept, null), null)))
                .isEqualTo(finding);
    }

    @Provide
    Arbitrary<AuditFinding> findings() {
        return Arbitraries.of(AnySnapshot.variants(AuditFinding.class))
                .flatMap(AnySnapshot::any)
                .map(AuditFinding.class::cast);
    }
}
