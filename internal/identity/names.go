package identity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fenceline/internal/domain"
)

// VendorProduct gives the key of a product of a vendor: case, punctuation, legal
// forms, accents and the vendor's name repeated in the product are folded away.
// Where the vendor is empty it is [NameKey].
func VendorProduct(vendor, product string) domain.PackageKey {
	v := vendorWords(vendor)
	if len(v) == 0 {
		return NameKey(product)
	}
	p := productWords(product, words(vendor), v)
	if len(p) == 0 {
		return ""
	}
	return bounded("vp/" + strings.Join(v, "") + "/" + strings.Join(p, " "))
}

// NameKey gives the key of a thing of which only a name is known; empty where
// the name holds no letter and no digit.
func NameKey(name string) domain.PackageKey {
	w := productWords(name, nil, nil)
	if len(w) == 0 {
		return ""
	}
	return bounded("name/" + strings.Join(w, " "))
}

// legalForms are words that say what kind of company a vendor is, not which.
var legalForms = map[string]bool{
	"ab": true, "ag": true, "as": true, "bv": true, "co": true, "company": true, "corp": true, "corporation": true,
	"gmbh": true, "inc": true, "incorporated": true, "kg": true, "kgaa": true, "limited": true, "llc": true,
	"llp": true, "ltd": true, "ltda": true, "nv": true, "oy": true, "oyj": true, "plc": true, "pte": true, "pty": true,
	"sa": true, "sarl": true, "sas": true, "se": true, "spa": true, "srl": true,
}

// vendorNames gives one name to a vendor known under several; keys are the words
// of the vendor without spaces.
var vendorNames = map[string]string{
	"adobesystems":                "adobe",
	"apachesoftwarefoundation":    "apache",
	"theapachesoftwarefoundation": "apache",
	"apachefoundation":            "apache",
	"bectondickinsonandcompanybd": "bd",
	"bectondickinson":             "bd",
	"bectondickinsonbd":           "bd",
	"braun":                       "bbraun",
	"bbraunmelsungen":             "bbraun",
	"ciscosystems":                "cisco",
	"draeger":                     "drager",
	"dragerwerk":                  "drager",
	"gehealthcaretechnologies":    "gehealthcare",
	"generalelectrichealthcare":   "gehealthcare",
	"hewlettpackardenterprise":    "hpe",
	"hewlettpackard":              "hp",
	"hikvisiondigitaltechnology":  "hikvision",
	"koninklijkephilips":          "philips",
	"philipshealthcare":           "philips",
	"microsoftwindows":            "microsoft",
	"mozillafoundation":           "mozilla",
	"opensslsoftwarefoundation":   "openssl",
	"opensslproject":              "openssl",
	"paloaltonetworks":            "paloalto",
	"rockwell":                    "rockwellautomation",
	"schneider":                   "schneiderelectric",
	"siemenshealthcare":           "siemenshealthineers",
	"siemenshealthineer":          "siemenshealthineers",
	"vmwarebybroadcom":            "vmware",
}

// tailWords at the end of a product name name the thing it runs on, not another
// product: CPE calls a device's software "simatic_s7-1500_firmware".
var tailWords = map[string]bool{"firmware": true}

// vendorWords drops legal forms at the end and gives a vendor of several names
// its one name.
func vendorWords(vendor string) []string {
	w := words(vendor)
	end := len(w)
	for end > 1 && (legalForms[w[end-1]] || w[end-1] == "and") {
		end--
	}
	w = w[:end]
	if name, ok := vendorNames[strings.Join(w, "")]; ok {
		return []string{name}
	}
	return w
}

// productWords drops the vendor's name in front and tail words at the end, and
// never leaves nothing.
func productWords(product string, spelled, vendor []string) []string {
	w := words(product)
	for _, prefix := range [][]string{spelled, vendor} {
		if rest, ok := cutWords(w, prefix); ok && len(rest) > 0 {
			w = rest
			break
		}
	}
	for len(w) > 1 && tailWords[w[len(w)-1]] {
		w = w[:len(w)-1]
	}
	return w
}

// cutWords takes prefix off the front of w, however either is split into words.
func cutWords(w, prefix []string) ([]string, bool) {
	want := strings.Join(prefix, "")
	if want == "" {
		return nil, false
	}
	have := ""
	for i, word := range w {
		have += word
		if have == want {
			return w[i+1:], true
		}
		if !strings.HasPrefix(want, have) {
			return nil, false
		}
	}
	return nil, false
}

// maxName is the length in bytes from which on a name is cut: no name is longer,
// and foreign bytes may be.
const maxName = 2048

// words splits a name into its words: runs of letters and digits, folded to
// lower case without accents. "+" and "#" stay where they follow a letter, since
// C, C++ and C# are three things; "&" reads as "and"; "S.p.A." is one word.
func words(name string) []string {
	if len(name) > maxName {
		name = strings.ToValidUTF8(name[:maxName], "")
	}
	name = repair(name)
	all := make([]byte, 0, len(name)+8) // the words one behind the other
	ends := make([]int, 0, 8)
	begin, dots := 0, 0 // of the word so far: where it begins, full stops after single letters
	flush := func() {
		if len(all) > begin {
			ends = append(ends, len(all))
		}
		begin, dots = len(all), 0
	}
	for _, r := range name {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			all = append(all, byte(r))
		case 'A' <= r && r <= 'Z':
			all = append(all, byte(r)+'a'-'A')
		case r == '&':
			flush()
			all = append(all, "and"...)
			flush()
		case r == '\'' || r == '\u2019' || r == '\u00ae' || r == '\u2122' || r == '\u00a9' || unicode.Is(unicode.Mn, r):
			// marks inside or after a word, without a meaning of their own
		case (r == '+' || r == '#') && len(all) > begin:
			all = append(all, byte(r))
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			if plain, ok := plainLetters[unicode.ToLower(r)]; ok {
				all = append(all, plain...)
			} else {
				all = utf8.AppendRune(all, unicode.ToLower(r))
			}
		case r == '.' && abbreviation(all[begin:], dots):
			dots++
		default:
			flush()
		}
	}
	flush()
	return cutAt(string(all), ends)
}

// cutAt gives the parts of s that end at the places given; nil where there are none.
func cutAt(s string, ends []int) []string {
	if len(ends) == 0 {
		return nil
	}
	parts := make([]string, len(ends))
	begin := 0
	for i, end := range ends {
		parts[i], begin = s[begin:end], end
	}
	return parts
}

// abbreviation reports whether the word so far is single letters each followed
// by a full stop, the last one by the stop at hand.
func abbreviation(word []byte, dots int) bool {
	if len(word) != dots+1 {
		return false
	}
	last := word[len(word)-1]
	return last >= 'a' && last <= 'z'
}

// plainLetters folds accented Latin letters to the letters CPE names use.
var plainLetters = map[rune]string{
	'à': "a", 'á': "a", 'â': "a", 'ã': "a", 'ä': "a", 'å': "a", 'æ': "ae", 'ç': "c", 'è': "e", 'é': "e", 'ê': "e",
	'ë': "e", 'ì': "i", 'í': "i", 'î': "i", 'ï': "i", 'ñ': "n", 'ò': "o", 'ó': "o", 'ô': "o", 'õ': "o", 'ö': "o",
	'ø': "o", 'ù': "u", 'ú': "u", 'û': "u", 'ü': "u", 'ý': "y", 'ÿ': "y", 'ß': "ss", 'œ': "oe", 'š': "s", 'ž': "z",
	'č': "c", 'ć': "c", 'ě': "e", 'ł': "l", 'ń': "n", 'ő': "o", 'ř': "r", 'ś': "s", 'ş': "s", 'ğ': "g", 'ı': "i",
	'ű': "u", 'ů': "u", 'ź': "z", 'ż': "z", 'ą': "a", 'ę': "e",
}

// repair undoes one round of reading UTF-8 as Latin-1 ("YhtymÃ¤" is "Yhtymä").
// A name that is not of that form comes back as it was.
func repair(s string) string {
	if !strings.ContainsAny(s, "ÃÂÄÅ") {
		return s
	}
	raw := make([]byte, 0, len(s))
	for _, r := range s {
		if r > 0xff {
			return s
		}
		raw = append(raw, byte(r))
	}
	if !utf8.Valid(raw) {
		return s
	}
	return string(raw)
}

// Words splits a name as it is compared: into runs of letters and digits, lower
// case and without accents.
func Words(name string) []string { return words(name) }
