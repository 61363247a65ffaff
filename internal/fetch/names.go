package fetch

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path"
	"strings"
)

// longestName is how many bytes a name of ours has at most: proofs add an ending,
// and some file systems take 143.
const longestName = 120

// reserved are names that Windows takes for devices, whatever ending they have.
var reserved = map[string]bool{"con": true, "prn": true, "aux": true, "nul": true}

func init() {
	for _, digit := range "123456789¹²³" {
		reserved["com"+string(digit)] = true
		reserved["lpt"+string(digit)] = true
	}
}

// safeName makes of a name that a publisher chose one that every file system
// takes as it is: letters, figures, and - _ . + alone, no name of a device, no
// point at either end, not too long. Different names may come out alike; see
// [names.take].
func safeName(name string) string {
	safe := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', strings.ContainsRune("-_.+", r):
			return r
		}
		return '_'
	}, name)
	safe = strings.TrimRight(safe, ".")
	if safe == "" || safe[0] == '.' {
		safe = "_" + safe
	}
	if first, _, _ := strings.Cut(strings.ToLower(safe), "."); reserved[first] {
		safe = "_" + safe
	}
	if len(safe) > longestName {
		ext := path.Ext(safe)
		if len(ext) > 16 {
			ext = ""
		}
		safe = safe[:longestName-len(ext)-9] + "-" + short(name) + ext
	}
	return safe
}

// short is a part of the digest of a text, to tell names apart.
func short(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:4])
}

// baseName is a safe name for what lies at an address.
func baseName(u *url.URL) string {
	base := path.Base(u.Path)
	if base == "." || base == "/" {
		base = "index"
	}
	return safeName(base)
}

// names holds which address has which file, so that no two addresses share one,
// not even on a file system that does not tell upper case from lower.
type names map[string]string // file in lower case to address

// take gives the file for an address: the wanted one, or where another address
// has it, one beside it.
func (n names) take(wanted, address string) string {
	for file := wanted; ; file = beside(file, address) {
		key := strings.ToLower(file)
		if owner, taken := n[key]; !taken || owner == address {
			n[key] = address
			return file
		}
	}
}

func (n names) drop(file, address string) {
	if key := strings.ToLower(file); n[key] == address {
		delete(n, key)
	}
}

func beside(file, address string) string {
	ext := path.Ext(file)
	return strings.TrimSuffix(file, ext) + "-" + short(address) + ext
}
