package trust

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"io"
	"path"
	"strings"
	"unicode/utf16"

	"fenceline/internal/domain"
)

// Sums are the digests of exact bytes, in lower-case hexadecimal.
type Sums struct{ SHA256, SHA512 string }

// SumsOf hashes everything r has, once.
func SumsOf(r io.Reader) (Sums, error) {
	short, long := sha256.New(), sha512.New()
	if _, err := io.Copy(io.MultiWriter(short, long), r); err != nil {
		return Sums{}, err
	}
	return Sums{SHA256: hex.EncodeToString(short.Sum(nil)), SHA512: hex.EncodeToString(long.Sum(nil))}, nil
}

// Hash is one line of a hash file.
type Hash struct {
	Sort domain.ProofSort
	Sum  string // lower-case hexadecimal
	Name string // of the file it is over; empty where the line does not say
}

// Hashes is a hash file, read.
type Hashes []Hash

// Needs lists the sorts of digest the file speaks of, each once, shorter first.
func (h Hashes) Needs() []domain.ProofSort {
	var out []domain.ProofSort
	for _, sort := range []domain.ProofSort{domain.ProofSHA256, domain.ProofSHA512} {
		for _, one := range h {
			if one.Sort == sort {
				out = append(out, sort)
				break
			}
		}
	}
	return out
}

// ReadHashes reads a hash file in any of the common shapes. It gives nothing where
// no line is a SHA-256 or SHA-512 digest.
func ReadHashes(data []byte) Hashes {
	var out Hashes
	list := map[string]string{} // PowerShell's list of one file
	for line := range strings.Lines(plainText(data)) {
		line = strings.TrimSpace(line)
		if name, value, ok := strings.Cut(line, ":"); ok && !strings.Contains(line, "=") {
			list[strings.ToLower(strings.TrimSpace(name))] = strings.TrimSpace(value)
		}
		if h, ok := hashLine(line); ok {
			out = append(out, h)
		}
	}
	if sort := sortOf(list["hash"]); sort != "" {
		name := list["path"]
		out = append(out, Hash{Sort: sort, Sum: strings.ToLower(list["hash"]), Name: name[strings.LastIndexAny(name, `\/`)+1:]})
	}
	return out
}

// hashLine reads "digest  name", "digest *name", "digest" and "SHA256 (name) = digest".
func hashLine(line string) (Hash, bool) {
	if head, sum, ok := strings.Cut(line, "="); ok {
		sum = strings.TrimSpace(sum)
		kind, name, named := strings.Cut(strings.TrimSpace(head), "(")
		name, closed := strings.CutSuffix(strings.TrimSpace(name), ")")
		sort := sortOf(sum)
		if sort == "" || !named || !closed || !says(kind, sort) {
			return Hash{}, false
		}
		return Hash{Sort: sort, Sum: strings.ToLower(sum), Name: name}, true
	}
	escaped := strings.HasPrefix(line, `\`) // coreutils: the name holds a backslash or a line end
	sum, name, _ := strings.Cut(strings.TrimPrefix(line, `\`), " ")
	if tab, rest, ok := strings.Cut(sum, "\t"); ok {
		sum, name = tab, rest
	}
	sort := sortOf(sum)
	if sort == "" {
		return Hash{}, false
	}
	name = strings.TrimPrefix(strings.TrimLeft(name, " \t"), "*")
	if escaped {
		name = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r").Replace(name)
	}
	return Hash{Sort: sort, Sum: strings.ToLower(sum), Name: name}, true
}

func says(kind string, sort domain.ProofSort) bool {
	kind = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(kind)), "-", "")
	return kind == string(sort) || kind == "sha2" || kind == strings.Replace(string(sort), "sha", "sha2", 1)
}

// sortOf tells a digest by its length.
func sortOf(sum string) domain.ProofSort {
	if _, err := hex.DecodeString(sum); err != nil {
		return ""
	}
	switch len(sum) {
	case 2 * sha256.Size:
		return domain.ProofSHA256
	case 2 * sha512.Size:
		return domain.ProofSHA512
	}
	return ""
}

// Check compares the sums of a file with the lines that speak of it, which are
// those with its name and those without any. The name may have folders before it.
// Without such a line the result is [ResultUnlisted]; a file of one line that
// names another file is over whatever it lies beside: publishers rename.
func (h Hashes) Check(name string, sums Sums) domain.Proof {
	if len(h) == 0 {
		return domain.Proof{Result: ResultBroken}
	}
	spoken := Hashes{}
	for _, one := range h {
		if one.Name == "" || path.Base(strings.ReplaceAll(one.Name, `\`, "/")) == path.Base(name) {
			spoken = append(spoken, one)
		}
	}
	if len(spoken) == 0 && len(h) == 1 {
		spoken = h
	}
	out := domain.Proof{Sort: h[0].Sort, Result: ResultUnlisted}
	for _, one := range spoken {
		out.Sort = one.Sort
		if one.Sort == domain.ProofSHA256 && one.Sum != sums.SHA256 || one.Sort == domain.ProofSHA512 && one.Sum != sums.SHA512 {
			out.Result = ResultTampered
			return out
		}
		out.Result = ResultGood
	}
	return out
}

// plainText gives a short text as UTF-8 without a byte-order mark.
func plainText(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		return string(data[3:])
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		big := data[0] == 0xFE
		units := make([]uint16, 0, len(data)/2)
		for i := 2; i+1 < len(data); i += 2 {
			unit := uint16(data[i]) | uint16(data[i+1])<<8
			if big {
				unit = unit<<8 | unit>>8
			}
			units = append(units, unit)
		}
		return string(utf16.Decode(units))
	}
	return string(data)
}
