package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
)

var update = flag.Bool("update", false, "write the goldens anew")

type writer func(io.Writer, domain.ReportData) error

func written(t *testing.T, write writer, d domain.ReportData) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func filtered(t *testing.T, d domain.ReportData, audience string) domain.ReportData {
	t.Helper()
	out, err := Filter(d, audience)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestGoldens(t *testing.T) {
	empty := filtered(t, domain.ReportData{Made: made}, Inside)
	for _, tt := range []struct {
		name  string
		write writer
		data  domain.ReportData
	}{
		{"hospital.html", HTML, filtered(t, hospital(), Inside)}, {"hospital.csv", CSV, filtered(t, hospital(), Inside)},
		{"hospital.json", JSON, filtered(t, hospital(), Inside)}, {"public.html", HTML, filtered(t, hospital(), Public)},
		{"empty.html", HTML, empty}, {"empty.csv", CSV, empty}, {"empty.json", JSON, empty},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := written(t, tt.write, tt.data)
			name := filepath.Join("testdata", tt.name)
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
		})
	}
}

var (
	forbiddenWords = regexp.MustCompile(`(?i)\b(compliant|compliance|clean|safe|risk score)\b`)
	loads          = regexp.MustCompile(`(?i)<script|<link|<img|<iframe|<object|<base\b|\s(src|href|action|srcset|poster)\s*=|url\(|@import|\son\w+\s*=`)
)

func TestPageIsSelfContained(t *testing.T) {
	for name, d := range map[string]domain.ReportData{"hospital": hospital(), "nothing": {}, "large": large(2000)} {
		page := written(t, HTML, d)
		if found := forbiddenWords.FindString(page); found != "" {
			t.Errorf("%s: the word %q", name, found)
		}
		if found := loads.FindString(page); found != "" {
			t.Errorf("%s: %q loads or runs something", name, found)
		}
	}
}

func TestPageSaysWhatItMust(t *testing.T) {
	pending := hospital()
	pending.Status.Pending = true
	nothing := domain.ReportData{Made: made, Audience: Inside}
	for _, tt := range []struct {
		name string
		data domain.ReportData
		must []string
	}{
		{"head", hospital(), []string{"Cedar Hollow Hospital", "Monday 3 August 2026 to Tuesday 24 November 2026", "Jane Miller, IT lead", "Fenceline 0.2.0",
			"TLP:AMBER</b>", `@top-right{content:"TLP\3a AMBER"`, `@bottom-left{content:"TLP\3a AMBER"`, "America/Chicago", "1.0.0", "Software known for 41 of 52 assets", "CISA KEV", "22 Nov 2026", "7f3a0c5d1b8e4f62"}},
		{"line", hospital(), []string{"not loaded", "PAL-2026-0118", "rev. 1", "Palisade PSIRT", "10.1.44 → 10.1.52", "bod-26-04 row 15", "no row: setting flat-60", "mitigation only", "2 days overdue"}},
		{"annexes", hospital(), []string{"Meridian LIS", "No loaded source speaks about Debian 12", "not yet checked", "product_tree: branch 3 has no name.", "Traffic Light Protocol 2.0"}},
		{"pending", pending, []string{"Matching is not done yet"}},
		{"nothing", nothing, []string{"That does not mean that nothing needs fixing", "No source was imported yet", "Nothing was closed with evidence yet", "TLP:AMBER"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			page := regexp.MustCompile(`<span class="one">([^<]*)</span>`).ReplaceAllString(written(t, HTML, tt.data), "$1")
			for _, must := range tt.must {
				if !strings.Contains(page, must) {
					t.Errorf("the page does not say %q", must)
				}
			}
		})
	}
}

func TestSizes(t *testing.T) {
	for _, n := range []int{0, 1, 30, 2000} {
		d := large(n)
		if got := strings.Count(written(t, HTML, d), `<span class="one">T-`); got < n {
			t.Errorf("%d lines: %d rows on the page", n, got)
		}
		rows := readBack(t, written(t, CSV, d))
		if want := max(n, 1) + 1; len(rows) != want {
			t.Errorf("%d lines: %d rows in the table, want %d", n, len(rows), want)
		}
		var back domain.ReportData
		if err := json.Unmarshal([]byte(written(t, JSON, d)), &back); err != nil || len(back.Lines) != n {
			t.Errorf("%d lines: %d in the data, %v", n, len(back.Lines), err)
		}
	}
}

func TestJSONHoldsThePeriod(t *testing.T) {
	var back struct{ From, To domain.Day }
	if err := json.Unmarshal([]byte(written(t, JSON, hospital())), &back); err != nil {
		t.Fatal(err)
	}
	if back.From != "2026-08-03" || back.To != "2026-11-24" {
		t.Errorf("period %q to %q", back.From, back.To)
	}
}

const hostile = `</style></td><script>alert(1)</script><img src=x onerror=alert(2)>"';}@import url(//evil.example/x);`

// fill puts hostile text into every string of a value, and one element into
// every empty list.
func fill(v reflect.Value, filled *int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(hostile)
		*filled++
	case reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		fill(v.Elem(), filled)
	case reflect.Slice:
		if v.Len() == 0 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		}
		for i := range v.Len() {
			fill(v.Index(i), filled)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), filled)
			}
		}
	}
}

func TestHostileTextStaysText(t *testing.T) {
	plain := hospital()
	d := domain.ReportData{}
	filled := 0
	fill(reflect.ValueOf(&d).Elem(), &filled)
	if filled < 60 {
		t.Fatalf("only %d texts were filled", filled)
	}
	// States that lead into the other branches of the page.
	for _, state := range []domain.State{domain.StateNotApplicable, domain.StateVerified, domain.StateOpen} {
		l := d.Lines[0]
		l.State, l.DaysToFix = state, 1
		d.Lines = append(d.Lines, l)
	}
	files := d.Receipts[0].Files
	rejected, failed := files[0], files[0]
	rejected.Outcome, failed.Outcome, failed.Reason = domain.Rejected, domain.Quarantined, ""
	d.Receipts[0].Files = append(files, rejected, failed)
	page := written(t, HTML, d)
	if !strings.Contains(page, "&lt;script&gt;alert(1)") {
		t.Fatal("the hostile text is not on the page at all")
	}
	if strings.Contains(page, "<script") || strings.Contains(page, "<img") {
		t.Error("hostile text became markup")
	}
	if got, want := strings.Count(page, "</style>"), strings.Count(written(t, HTML, plain), "</style>"); got != want {
		t.Errorf("%d styles end, want %d", got, want)
	}
	for _, style := range regexp.MustCompile(`(?s)<style>.*?</style>`).FindAllString(page, -1) {
		if strings.Contains(style[1:], "<s") || strings.Contains(style, "@import") || strings.Contains(style, "url(") {
			t.Errorf("hostile text broke out of a string of the style: %s", style[max(0, len(style)-400):])
		}
	}
}

type brokenWriter struct{ left int }

func (b *brokenWriter) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, io.ErrClosedPipe
	}
	return len(p), nil
}

func TestWriteErrorsAreTold(t *testing.T) {
	for name, write := range map[string]writer{"pdf": PDF, "html": HTML, "xlsx": XLSX, "csv": CSV, "json": JSON} {
		for _, left := range []int{0, 1000, 6000} {
			if err := write(&brokenWriter{left}, hospital()); err == nil {
				t.Errorf("%s: a full disk after %d bytes is no error", name, left)
			}
		}
	}
}

func BenchmarkLines2000(b *testing.B) {
	d := large(2000)
	for name, write := range map[string]writer{"pdf": PDF, "html": HTML, "xlsx": XLSX, "csv": CSV, "json": JSON} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := write(io.Discard, d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
