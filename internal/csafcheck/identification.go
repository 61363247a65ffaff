package csafcheck

import (
	"slices"
	"strings"

	"fenceline/internal/identity"
)

// purls goes through the package URLs of a product.
func (p *product) purls() []*place {
	out := present(p.helper("purl"))
	for at := range p.helper("purls").items() {
		out = append(out, present(at)...)
	}
	return out
}

// purlAlone are the types of package URL that may have no namespace (definitions of
// the types, package-url/purl-spec).
var purlAlone = strings.Fields("bazel bitnami cargo chrome-extension cocoapods conda cran gem hackage julia mlflow nuget oci opam otp pub pypi vcpkg")

// purlValid is 6.1.13.
func purlValid(d *document, report reporter) {
	for _, p := range d.products {
		for _, at := range p.purls() {
			parsed, err := identity.ParsePURL(at.str)
			switch {
			case err != nil:
				report(at, "check_purl", "purl", at.str, "cause", plainCause(err))
			case slices.Contains(purlAlone, parsed.Type) && hasNamespace(at.str):
				report(at, "check_purl_namespace", "purl", at.str, "type", parsed.Type)
			}
		}
	}
}

// hasNamespace reports whether a sound package URL has a namespace.
func hasNamespace(purl string) bool {
	rest, _, _ := strings.Cut(withoutQualifiers(purl), "#")
	_, rest, _ = strings.Cut(rest, "/")
	rest, _, _ = strings.Cut(rest, "@")
	return strings.Contains(strings.Trim(rest, "/"), "/")
}

// withoutQualifiers is a package URL up to its question mark, with its subpath.
func withoutQualifiers(purl string) string {
	rest, subpath, _ := strings.Cut(purl, "#")
	rest, _, _ = strings.Cut(rest, "?")
	return rest + "#" + subpath
}

// purlQualifiers is 6.1.42.
func purlQualifiers(d *document, report reporter) {
	for _, p := range d.products {
		list := p.purls()
		for _, at := range list {
			if withoutQualifiers(at.str) != withoutQualifiers(list[0].str) {
				report(at, "check_purls_differ", "purl", at.str, "first", list[0].str)
			}
		}
	}
}

// stars counts the stars of a pattern that no backslash quotes.
func stars(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '*':
			n++
		}
	}
	return n
}

// manyStars reports values with more than one star.
func manyStars(list string) func(*document, reporter) {
	return func(d *document, report reporter) {
		for _, p := range d.products {
			for at := range p.helper(list).items() {
				if stars(at.text()) > 1 {
					report(at, "check_stars", "value", at.str)
				}
			}
		}
	}
}

// hashLists goes through the lists of file hashes.
func (d *document) hashLists(found func(list *place)) {
	for _, p := range d.products {
		for list := range p.helper("hashes").each("*", "file_hashes") {
			found(list)
		}
	}
}

// hashTwice is 6.1.25.
func hashTwice(d *document, report reporter) {
	d.hashLists(func(list *place) {
		seen := make(map[string]bool)
		for item := range list.items() {
			algorithm := item.get("algorithm")
			if algorithm != "" && seen[algorithm] {
				report(item, "check_hash_twice", "algorithm", algorithm)
			}
			seen[algorithm] = true
		}
	})
}

// onlyHash reports lists of hashes that are all of one algorithm.
func onlyHash(algorithm string) func(*document, reporter) {
	return func(d *document, report reporter) {
		d.hashLists(func(list *place) {
			other := len(list.values()) == 0
			for item := range list.items() {
				other = other || item.get("algorithm") != algorithm
			}
			if !other {
				report(list, "check_hash_only", "algorithm", algorithm)
			}
		})
	}
}

// hashAlgorithms are those the standard lists (2.1, section 3.1.4.3.2): the
// digests of OpenSSL 3.4.
var hashAlgorithms = strings.Fields("blake2b512 blake2s256 md4 md5 md5-sha1 mdc2 ripemd ripemd160 rmd160 sha1 sha224 sha256 sha3-224 " +
	"sha3-256 sha3-384 sha3-512 sha384 sha512 sha512-224 sha512-256 shake128 shake256 sm3 ssl3-md5 ssl3-sha1 whirlpool")

// unknownHash is 6.2.52.
func unknownHash(d *document, report reporter) {
	d.hashLists(func(list *place) {
		for item := range list.items() {
			if at := item.field("algorithm"); at.is(text) && !slices.Contains(hashAlgorithms, at.str) {
				report(at, "check_hash_unknown", "algorithm", at.str)
			}
		}
	})
}

// shortHash is 6.3.5.
func shortHash(d *document, report reporter) {
	d.hashLists(func(list *place) {
		for item := range list.items() {
			if at := item.field("value"); at.is(text) && len(at.str) < 64 {
				report(at, "check_hash_short")
			}
		}
	})
}

// missingHelper is 6.2.16.
func missingHelper(d *document, report reporter) {
	for _, p := range d.products {
		if p.helper() == nil {
			report(p.at, "check_helper_missing", "product", p.id)
		}
	}
}

// sameHelper is 6.2.32. Lists are compared item by item.
func sameHelper(d *document, report reporter) {
	first := make(map[string]*product)
	see := func(category string, at *place, p *product) {
		key := category + "\x00" + at.key()
		switch q := first[key]; {
		case q == nil:
			first[key] = p
		case q != p && q.id != p.id:
			report(at, "check_helper_same", "product", p.id, "other", q.id, "helper", category)
		}
	}
	for _, p := range d.products {
		for helper := range p.helper().members() {
			switch {
			case helper.name == "hashes":
				for file := range helper.items() {
					for hash := range file.field("file_hashes").items() {
						see("hashes", hash, p)
					}
				}
			case helper.is(array):
				for item := range helper.items() {
					see(helper.name, item, p)
				}
			default:
				see(helper.name, helper, p)
			}
		}
	}
}
