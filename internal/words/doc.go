// Package words puts codes and values into sentences that a person can act on.
//
// Sentences live in a [Catalogue] for each language: a code, a template with
// named parameters, and for what went wrong a next step. What has no code is said by
// [Text] in English, which is the key of its translations. Another language is another
// catalogue of both; nothing else changes.
package words
