package vesper.api.limits;

import io.github.bucket4j.ConsumptionProbe;

/** Token buckets by name. */
interface Buckets {
    /** Takes one token, if there is one, from the bucket that the policy has for this caller. */
    ConsumptionProbe take(Policy policy, String caller);
}
