/** Redis, which the API uses where it is configured and does without while it is away. */
@org.jspecify.annotations.NullMarked
package vesper.api.redis;
