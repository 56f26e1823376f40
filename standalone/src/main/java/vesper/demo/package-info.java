/** {@code vesper demo}: a bank of 520 customers lives through a week of card payments and closes its month. */
@NullMarked
package vesper.demo;

import org.jspecify.annotations.NullMarked;
