/** Applications for loans that wait for people, and the page on which one person proposes a decision and another checks it. */
@org.jspecify.annotations.NullMarked
package vesper.console.origination;
