/** What every store has to pass: {@link dev.coord.testkit.store.CoordinationStoreContract}, and the parts it is made of. */
@NullMarked
package dev.coord.testkit.store;

import org.jspecify.annotations.NullMarked;
