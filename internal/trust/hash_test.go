package trust

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"

	"fenceline/internal/domain"
)

func TestHashes(t *testing.T) {
	sums, err := SumsOf(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	wrong := strings.Repeat("0", 64)
	units := utf16.Encode([]rune("\uFEFF" + sums.SHA256 + "  a.json\r\n"))
	wide := make([]byte, 0, 2*len(units))
	for _, u := range units {
		wide = append(wide, byte(u), byte(u>>8))
	}
	for _, c := range []struct {
		name, file string
		sort       domain.ProofSort
		want       domain.Code
	}{
		{"coreutils", sums.SHA512 + "  a.json\n", domain.ProofSHA512, ResultGood},
		{"no line end", sums.SHA512 + "  a.json", domain.ProofSHA512, ResultGood},
		{"binary mark", sums.SHA256 + " *a.json\r\n", domain.ProofSHA256, ResultGood},
		{"bare", sums.SHA256, domain.ProofSHA256, ResultGood},
		{"capitals", strings.ToUpper(sums.SHA256) + "  a.json\n", domain.ProofSHA256, ResultGood},
		{"with folders", sums.SHA256 + "  ./white/2025/a.json\n", domain.ProofSHA256, ResultGood},
		{"with folders of Windows", sums.SHA256 + "  white\\2025\\a.json\n", domain.ProofSHA256, ResultGood},
		{"escaped name", `\` + sums.SHA256 + `  b\\a.json` + "\n", domain.ProofSHA256, ResultGood},
		{"tab", sums.SHA256 + "\ta.json\n", domain.ProofSHA256, ResultGood},
		{"BSD", "SHA256 (a.json) = " + sums.SHA256 + "\n", domain.ProofSHA256, ResultGood},
		{"OpenSSL", "SHA2-512(a.json)= " + sums.SHA512 + "\n", domain.ProofSHA512, ResultGood},
		{"PowerShell", "\r\nAlgorithm : SHA256\r\nHash      : " + strings.ToUpper(sums.SHA256) + "\r\nPath      : C:\\x\\a.json\r\n\r\n", domain.ProofSHA256, ResultGood},
		{"UTF-16", string(wide), domain.ProofSHA256, ResultGood},
		{"byte-order mark", "\xEF\xBB\xBF" + sums.SHA256 + "  a.json\n", domain.ProofSHA256, ResultGood},
		{"a list", wrong + "  b.json\n" + sums.SHA256 + "  a.json\n", domain.ProofSHA256, ResultGood},
		{"a comment", "# made by hand\n" + sums.SHA256 + "  a.json\n", domain.ProofSHA256, ResultGood},
		{"renamed since", sums.SHA256 + "  old-name.json\n", domain.ProofSHA256, ResultGood},
		{"both, one wrong", sums.SHA256 + "  a.json\n" + strings.Repeat("0", 128) + "  a.json\n", domain.ProofSHA512, ResultTampered},
		{"wrong", wrong + "  a.json\n", domain.ProofSHA256, ResultTampered},
		{"wrong, bare", wrong, domain.ProofSHA256, ResultTampered},
		{"one digit off", "f" + sums.SHA256[1:] + "  a.json", domain.ProofSHA256, ResultTampered},
		{"not in the list", wrong + "  b.json\n" + wrong + "  c.json\n", domain.ProofSHA256, ResultUnlisted},
		{"empty", "", "", ResultBroken},
		{"too short", sums.SHA256[:40] + "  a.json\n", "", ResultBroken},
		{"words", "there is no digest here", "", ResultBroken},
		{"another algorithm by name", "SHA512 (a.json) = " + sums.SHA256 + "\n", "", ResultBroken},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.name == "one digit off" && sums.SHA256[0] == 'f' {
				t.Fatal("choose another digit")
			}
			got := ReadHashes([]byte(c.file)).Check("white/2025/a.json", sums)
			if got.Result != c.want || got.Sort != c.sort {
				t.Errorf("got %s of %q, want %s of %q", got.Result, got.Sort, c.want, c.sort)
			}
		})
	}
}

func TestNeeds(t *testing.T) {
	h := ReadHashes([]byte(strings.Repeat("0", 128) + "  a\n" + strings.Repeat("0", 64) + "  a\n" + strings.Repeat("1", 128) + "  b\n"))
	if got := h.Needs(); len(got) != 2 || got[0] != domain.ProofSHA256 || got[1] != domain.ProofSHA512 {
		t.Errorf("needs %v", got)
	}
}
