package identity

import (
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// Marks on a thing itself: digests of its file, its serial number, and its model or
// stock number. CSAF (2.0 section 3.1.3.3, 2.1 the same) lets "?" stand for one
// character of a number and "*" for any.

// digests are the algorithms by which two files are held to be one, in the
// spelling of keys. MD5 and SHA-1 are not: files can be made that share them.
var digests = map[string]string{
	"sha256": "sha256", "sha384": "sha384", "sha512": "sha512", "sha3256": "sha3-256", "sha3384": "sha3-384", "sha3512": "sha3-512",
	"blake2b256": "blake2b-256", "blake2b384": "blake2b-384", "blake2b512": "blake2b-512", "blake3": "blake3",
}

// HashKey is the identity of a file by its digest; empty for an algorithm that
// identifies nothing, or a value that is no digest.
func HashKey(h domain.Hash) domain.PackageKey {
	name := digests[strings.NewReplacer("-", "", "_", "", "/", "").Replace(strings.ToLower(h.Algorithm))]
	value := strings.ToLower(strings.TrimSpace(h.Value))
	if name == "" || len(value) < 64 || strings.Trim(value, "0123456789abcdef") != "" {
		return ""
	}
	return domain.PackageKey("hash/" + name + "/" + value)
}

// The kinds of numbers on a thing. Stock keeping units are looked for among model
// numbers: order numbers are written in either place.
const (
	kindSerial = "serial/"
	kindModel  = "model/"
)

// longestPrefix bounds how many keys a number has.
const longestPrefix = 12

// plainNumber folds what has no weight in a serial or model number: case and
// blanks. It is "" where too little is left to tell one thing from another.
func plainNumber(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(s), ""))
	literals := 0
	for i := range len(s) {
		if c := s[i]; c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			literals++
		}
	}
	if literals < 3 || len(s) > 128 {
		return ""
	}
	return s
}

// numberKey is the identity under which a stated number is kept: the number, or
// what stands before its first wildcard.
func numberKey(kind, stated string) domain.PackageKey {
	plain := plainNumber(stated)
	if plain == "" {
		return ""
	}
	at := strings.IndexAny(plain, "?*")
	if at < 0 {
		return domain.PackageKey(kind + plain)
	}
	return domain.PackageKey(kind + plain[:min(at, longestPrefix)] + "*")
}

// numberKeys are the identities under which a number on a thing is looked for: it,
// and all beginnings of it that a stated number may have before a wildcard.
func numberKeys(kind, have string) []domain.PackageKey {
	plain := plainNumber(have)
	if plain == "" || strings.ContainsAny(plain, "?*") {
		return nil
	}
	out := []domain.PackageKey{domain.PackageKey(kind + plain)}
	for n := min(len(plain), longestPrefix); n >= 0; n-- {
		out = append(out, domain.PackageKey(kind+plain[:n]+"*"))
	}
	return out
}

// markKeys are the identities of what a component bears itself.
func markKeys(c *domain.Component) []domain.PackageKey {
	var out []domain.PackageKey
	for _, h := range c.Hashes {
		if key := HashKey(h); key != "" {
			out = append(out, key)
		}
	}
	if usual := slices.DeleteFunc(slices.Clone(out), func(k domain.PackageKey) bool { return !usualDigest(k) }); len(usual) > 0 {
		out = usual // tools write up to eight digests of a file; advisories one of these
	}
	out = append(out, numberKeys(kindSerial, c.Serial)...)
	return append(out, numberKeys(kindModel, modelOf(c))...)
}

func usualDigest(key domain.PackageKey) bool {
	return strings.HasPrefix(string(key), "hash/sha256/") || strings.HasPrefix(string(key), "hash/sha512/")
}

func modelOf(c *domain.Component) string {
	if c.Model == "" && c.Type == "device" {
		return c.Name
	}
	return c.Model
}

// IsMark reports whether a key is a mark on a thing itself, which goes before its
// names.
func IsMark(key domain.PackageKey) bool {
	s := string(key)
	return strings.HasPrefix(s, "hash/") || strings.HasPrefix(s, kindSerial) || strings.HasPrefix(s, kindModel)
}

// markProducts gives the marks that an advisory names of a product.
func markProducts(p *domain.Product, add func(KeyedProduct)) {
	files := map[string]int{}
	for _, h := range p.Hashes {
		files[strings.ToLower(h.Algorithm)]++
	}
	for _, h := range p.Hashes {
		k := KeyedProduct{Key: HashKey(h), Confidence: domain.Certain, Only: p.VersionRange == ""}
		if files[strings.ToLower(h.Algorithm)] > 1 {
			k.Confidence = domain.Likely // one file of several, which others may use as well
		}
		add(k)
	}
	number := func(kind, stated string, confidence domain.Confidence) {
		add(KeyedProduct{Key: numberKey(kind, stated), Confidence: confidence, Scheme: SchemeGeneric, Version: p.Version,
			Number: joinNumber(p.Vendor, plainNumber(stated))})
	}
	for _, s := range p.Serials {
		number(kindSerial, s, domain.Certain)
	}
	for _, s := range p.Models {
		number(kindModel, s, domain.Likely)
	}
	for _, s := range p.SKUs {
		number(kindModel, s, domain.Likely)
	}
}

func joinNumber(vendor, number string) string {
	return strings.Join(vendorWords(vendor), "") + "\t" + number
}

// FitsNumber reports whether a component bears the number that a statement names,
// wildcards and all, and whether both sides name the vendor. number is
// [KeyedProduct.Number]; key tells serial from model numbers.
func FitsNumber(c *domain.Component, key domain.PackageKey, number string) (fits, sure bool) {
	have := modelOf(c)
	if strings.HasPrefix(string(key), kindSerial) {
		have = c.Serial
	}
	vendor, pattern, _ := strings.Cut(number, "\t")
	own := strings.Join(vendorWords(c.Vendor), "")
	if vendor != "" && own != "" && vendor != own {
		return false, false
	}
	fits = wildcards(pattern, plainNumber(have))
	return fits, fits && vendor != "" && own != ""
}

// wildcards matches "?" with one character and "*" with any number of them.
func wildcards(pattern, s string) bool {
	star, mark := -1, 0
	p, i := 0, 0
	for i < len(s) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, i
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == s[i]):
			p++
			i++
		case star >= 0:
			mark++
			p, i = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}
