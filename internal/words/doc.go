// Package words puts codes and values into sentences that a person can act on.
//
// Sentences live in a [Catalogue] for each language: a code, a template with
// named parameters, and for what went wrong a next step. A second language is a
// second catalogue; nothing else changes.
package words
