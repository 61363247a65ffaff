package report

import (
	"encoding/csv"
	"strings"
	"testing"
	"unicode"

	"fenceline/internal/domain"
)

func readBack(t *testing.T, text string) [][]string {
	t.Helper()
	text, marked := strings.CutPrefix(text, byteOrderMark)
	if !marked {
		t.Fatal("no byte order mark")
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestInert(t *testing.T) {
	for _, tt := range []struct{ name, cell, want string }{
		{"plain", "PORTAL-01", "PORTAL-01"}, {"empty", "", ""}, {"spaces", "  ", "  "}, {"number", "9.8", "9.8"},
		{"equals", "=1+1", "'=1+1"}, {"plus", "+1", "'+1"}, {"minus", "-1", "'-1"}, {"at", "@SUM(A1)", "'@SUM(A1)"},
		{"tab", "\tx", "'\tx"}, {"return", "\rx", "'\rx"}, {"after spaces", "  =1", "'  =1"}, {"after a quote", `"=1`, `'"=1`},
		{"after an apostrophe", "'=1", "''=1"}, {"after a mark", "\ufeff=1", "'\ufeff=1"}, {"after a wide space", "\u3000=1", "'\u3000=1"},
		{"full width", "＝1", "'＝1"}, {"full width plus", "＋1", "'＋1"}, {"full width minus", "－1", "'－1"}, {"full width at", "＠x", "'＠x"},
		{"inside", "a=1", "a=1"}, {"letter after a quote", `"a"=1`, `"a"=1`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := inert(tt.cell); got != tt.want {
				t.Errorf("inert(%q) = %q, want %q", tt.cell, got, tt.want)
			}
		})
	}
}

// runs reports whether a spreadsheet may take the cell for a formula.
func runs(cell string) bool {
	cell = strings.TrimLeftFunc(cell, func(r rune) bool {
		return r == ' ' || r == '"' || r == '\u3000' || r == '\u00a0' || unicode.Is(unicode.Cf, r)
	})
	return cell != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(cell)[0])
}

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{"=1+1", " +cmd|' /C calc'!A0", "\"\"\"=x", "\r\n=x", "＝x", "a,b\n\"c\"", "\ufeff@x", "\x00=x", "-2+3"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := domain.ReportData{TLP: domain.TLPClear, Lines: []domain.ReportLine{{Task: text, Fix: text, Advisory: text, CVEs: []string{text}, Asset: text, Owner: text,
			EPSS: text, Before: text, After: text, Mitigation: text, Score: domain.Score{Source: text}, TLP: domain.TLPClear}}}
		table := written(t, CSV, d)
		rows := readBack(t, table)
		if len(rows) != 2 || len(rows[1]) != len(columns)+3 {
			t.Fatalf("%d rows", len(rows))
		}
		if strings.Contains(strings.ReplaceAll(table, "\r\n", ""), "\n") {
			t.Error("a line ends without CRLF")
		}
		for i, cell := range rows[1] {
			if runs(cell) {
				t.Errorf("column %q would run: %q", rows[0][i], cell)
			}
		}
	})
}

func TestCSVNotes(t *testing.T) {
	pending := hospital()
	pending.Status.Pending, pending.Withheld = true, 2
	for _, tt := range []struct {
		name string
		data domain.ReportData
		must string
	}{
		{"nothing", domain.ReportData{}, noLinesWords}, {"pending", pending, pendingWords}, {"withheld", pending, "2 entries are withheld"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, row := range readBack(t, written(t, CSV, tt.data))[1:] {
				if note := row[len(row)-2]; !strings.Contains(note, tt.must) {
					t.Fatalf("the note %q does not say %q", note, tt.must)
				}
			}
		})
	}
}
