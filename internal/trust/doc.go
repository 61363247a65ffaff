// Package trust checks proofs of origin: pure decisions over bytes, keys and an
// instant that are given. It opens no file and knows no clock.
//
// Two questions are kept apart. What a proof says about bytes is the result of
// a check: [Hashes.Check], [CheckOpenPGP], [CheckMinisign], [Manifest.Check].
// What that is worth hangs on what a person has decided about the key; [Judge]
// turns results and decisions into one [domain.Badge].
//
// # What is read
//
//   - Hash files: a bare digest, lines of "digest  name" (GNU coreutils), lines of
//     "SHA256 (name) = digest" (BSD, OpenSSL), the list that PowerShell's
//     Get-FileHash prints; SHA-256 and SHA-512, in UTF-8 or UTF-16.
//   - OpenPGP (RFC 9580 and RFC 4880): detached binary signatures, armoured or
//     not, several in one file; public keys, armoured or not, several in one file.
//     Text-mode signatures are no proof, since they do not cover the exact bytes.
//   - minisign: signatures in both of its algorithms, and public keys.
//   - The bundle manifest of this program, see [Manifest].
//
// # What a signature needs
//
// It fits the bytes; its hash is none of MD5, SHA-1 and RIPEMD-160; the key was
// neither expired nor revoked by its owner when the signature was made (a key given up as
// compromised counts as revoked from the beginning); the key itself is none of
// RSA below 2047 bits, DSA and ElGamal; the signature has not expired at the
// instant given, and was not made after it. A key that expired afterwards keeps what it
// signed before.
package trust
