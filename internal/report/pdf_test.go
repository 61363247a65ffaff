package report

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
)

// pdfStrings are the texts of a sheet's content as they are drawn: UTF-16 in
// parentheses before the operator Tj (ISO 32000-1, 9.4.3), one to a line, with a
// line of its own for each sheet.
func pdfStrings(t *testing.T, file []byte) string {
	t.Helper()
	var out strings.Builder
	for n, stream := range regexp.MustCompile(`(?s)/Type /Page\n.*?stream\n(.*?)\nendstream`).FindAllSubmatch(file, -1) {
		out.WriteString("-- sheet " + strconv.Itoa(n+1) + "\n")
		for _, shown := range regexp.MustCompile(`(?s)\(((?:[^()\\]|\\.)*)\) ?Tj`).FindAllSubmatch(stream[1], -1) {
			out.WriteString(fromUTF16(unescaped(shown[1])) + "\n")
		}
	}
	return out.String()
}

func unescaped(s []byte) []byte {
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
			if s[i] == 'r' {
				out = append(out, '\r')
				continue
			}
		}
		out = append(out, s[i])
	}
	return out
}

func fromUTF16(b []byte) string {
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(units))
}

func plainPDF(t *testing.T, d domain.ReportData) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := writePDF(&b, &d, false); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPDFGoldens(t *testing.T) {
	for name, d := range map[string]domain.ReportData{
		"hospital.pdf.txt": filtered(t, hospital(), Inside), "public.pdf.txt": filtered(t, hospital(), Public), "empty.pdf.txt": filtered(t, domain.ReportData{Made: made}, Inside),
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, pdfStrings(t, plainPDF(t, d))) })
	}
}

// golden compares with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

func TestPDFIsTheSameTwice(t *testing.T) {
	d := filtered(t, large(300), Inside)
	if first, second := written(t, PDF, d), written(t, PDF, d); first != second {
		t.Error("the same data gave other bytes")
	}
}

func TestPDFCarriesLabelAndHead(t *testing.T) {
	d := filtered(t, large(200), Inside)
	file := plainPDF(t, d)
	sheets := strings.Split(pdfStrings(t, file), "-- sheet ")[1:]
	if len(sheets) < 10 {
		t.Fatalf("%d sheets of 200 lines", len(sheets))
	}
	for _, sheet := range sheets {
		if strings.Count(sheet, "TLP:AMBER\n") < 2 {
			t.Errorf("a sheet without the label at head and foot:\n%.200s", sheet)
		}
	}
	if !bytes.Contains(file, []byte(d.Status.Log.String())) {
		t.Error("the head of the log cannot be read out of the file")
	}
	for _, active := range []string{"/JavaScript", "/JS", "/URI", "/Launch", "/Type /EmbeddedFile", "/OpenAction <<"} {
		if bytes.Contains(file, []byte(active)) {
			t.Errorf("the file holds %s", active)
		}
	}
}

// TestPDFLosesNothing: each word of a line stands on some sheet, however long it
// is; what the font lacks stands as a box and is counted.
func TestPDFLosesNothing(t *testing.T) {
	d := hospital()
	d.Lines = d.Lines[:1]
	var cves []string
	for i := range 900 {
		cves = append(cves, "CVE-2026-"+strconv.Itoa(10000+i))
	}
	d.Lines[0].CVEs = cves
	d.Lines[0].Fix = strings.Repeat("x", 4000) + " 中文 \U0001F600 end"
	d.Lines[0].Asset = "A\u202eB)\\(C\x00"
	text := pdfStrings(t, plainPDF(t, filtered(t, d, Inside)))
	joined := strings.ReplaceAll(text, "\n", "")
	for _, cve := range []string{cves[0], cves[450], cves[899]} {
		if !strings.Contains(joined, cve) {
			t.Errorf("%s is on no sheet", cve)
		}
	}
	if n := strings.Count(text, "x"); n < 4000 {
		t.Errorf("%d letters of 4000", n)
	}
	for _, want := range []string{"□□ □ end", "A□B)\\(C□", "characters in this document are not in its font"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
}
