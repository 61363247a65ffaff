// Package fetch is the only room that may dial: it brings advisories and signals
// from their publishers into a bundle, a folder that an import reads as it reads a
// stick. It runs when a person asks for it and at no other time.
//
// CSAF providers are found and read as section 7 of CSAF 2.0 and 2.1 says:
// provider-metadata.json from the well-known place, security.txt or the DNS path,
// then ROLIE feeds, or changes.csv and index.txt of the directories; an
// aggregator's list leads to many providers. Hashes, signatures and keys come along
// untouched, since the import is what judges them.
//
// What is sent: GET requests with the name and version of the program as
// User-Agent, and when a download goes on or is asked for again, the range and the
// validators the publisher gave. No cookie, no Referer, no credentials: an address
// with a password is refused. Only https and http are spoken, a way from https to
// http is not taken, and an address inside the own network is reached only where
// that is what the person named.
//
// Everything is bounded: bytes of one file and of all, requests per second,
// redirects, waits. A broken download goes on where it broke. The bundle holds its
// state in [StateFolder], so that the next fetch asks only for what is new.
package fetch
