/** Holds the API against its own OpenAPI document: who may do what, and that nothing sent to it breaks it. */
package vesper.api.contract;
