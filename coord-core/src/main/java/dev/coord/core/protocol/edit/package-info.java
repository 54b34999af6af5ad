/**
 * What an edit of one of the protocol's files means: what was written is compared with what its editor saw and with what stands,
 * fact by fact, and each fact that was changed is taken over or named. Pure. Reading 8.
 */
@NullMarked
package dev.coord.core.protocol.edit;

import org.jspecify.annotations.NullMarked;
