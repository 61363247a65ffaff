// Package csafcheck judges a document against CSAF 2.0 and CSAF 2.1 (OASIS),
// offline and without changing it.
//
// [Check] reads one document, holds it against the rules of form (the standard's
// JSON schema, with those of CVSS 2.0, 3.0, 3.1, 4.0 and SSVC 2.0 that it refers
// to), and runs every test of section 6. The rules of form are written here as a
// table in Go (schema20.go, schema21.go); a test is one small function in the
// table of tests.go. What the standard calls
//
//   - schema and mandatory (6.1) makes a document invalid,
//   - recommended in 2.1 and optional in 2.0 (6.2) warns,
//   - informative (6.3) informs.
//
// # What stands behind a test
//
// Lists that the standard points to are kept in data/ and as tables: the CWE
// releases 1.0 to 4.20 with names and mapping usage, SSVC decision points,
// registered systems of vulnerability ids, translations, licences.
//
// # What is not done
//
// Nothing is fetched: 6.3.6 and 6.3.7 (links that fail to resolve) report only
// names that can never resolve (RFC 6761). Spelling (6.3.8) knows English and
// reports words one letter away from a known one; grammar (6.3.16) knows a few
// English rules. Any other language of 6.3.8 and 6.3.16 is reported as one this
// program does not support, as the standard asks.
package csafcheck
