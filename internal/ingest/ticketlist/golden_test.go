package ticketlist

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/table"
)

var update = flag.Bool("update", false, "write the goldens anew")

// samples are the lists written for this package, by file name.
func samples(t testing.TB) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob("testdata/*.csv")
	if err != nil || len(names) < 4 {
		t.Fatalf("%d samples: %v", len(names), err)
	}
	out := map[string][]byte{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(name)] = data
	}
	return out
}

func TestGoldens(t *testing.T) {
	for name, data := range samples(t) {
		t.Run(name, func(t *testing.T) {
			list, err := Read(bytes.NewReader(data), Options{})
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.MarshalIndent(list, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", "golden", name+".json")
			if *update {
				if err := os.WriteFile(golden, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)+"\n"); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// TestVocabulary holds each header to one field that there is, and each word for a
// state to its folded form.
func TestVocabulary(t *testing.T) {
	seen := map[string]string{}
	for _, h := range headers {
		for _, name := range h.Names {
			if other, ok := seen[name]; ok || table.Fold(name) != name {
				t.Errorf("the header %q means %q and %q, or is not folded", name, other, h.Field)
			}
			seen[name] = h.Field
		}
	}
	var fields []string
	for _, h := range headers {
		fields = append(fields, h.Field)
	}
	for _, f := range domain.TicketFields {
		if !strings.Contains(" "+strings.Join(fields, " ")+" ", " "+f+" ") {
			t.Errorf("no header means %q", f)
		}
	}
	if len(fields) != len(domain.TicketFields) || len(stands) < 40 {
		t.Errorf("%d fields with headers, %d there are; %d words", len(fields), len(domain.TicketFields), len(stands))
	}
	for word := range stands {
		if table.Fold(word) != word {
			t.Errorf("%q is not folded", word)
		}
	}
}

func TestIDs(t *testing.T) {
	for _, c := range []struct {
		header, cell string
		want         []string
	}{
		{"CVE", "cve-2026-1234, CVE-2026-00001;CVE-2026-1234", []string{"CVE-2026-1234", "CVE-2026-00001"}},
		{"KB", "5046613 KB5044273", []string{"KB5046613", "KB5044273"}},
		{"Advisory", "GHSA-AbCd-efgh-1234", []string{"GHSA-abcd-efgh-1234"}},
		{"Advisory", "VSA.2026/7", []string{"VSA.2026/7"}},
		{"Task", "T-12", []string{"T-12"}},
		{"Title", "Apply RHSA-2026:0042 and kb5046613 (12 hosts)", []string{"RHSA-2026:0042", "KB5046613"}},
		{"Title", "Toner is out on T-12", nil},
	} {
		list, err := Read(strings.NewReader(c.header+"\tHost\n"+c.cell+"\tA\n"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		if len(list.Rows) == 1 {
			got = list.Rows[0].About
		}
		if !reflect.DeepEqual(got, c.want) || len(list.Rows)+len(list.Refused) != 1 {
			t.Errorf("%s %q: %q, want %q (%+v)", c.header, c.cell, got, c.want, list.Refused)
		}
	}
}

// TestMapping: what is said goes before what was said, and that before the guess.
func TestMapping(t *testing.T) {
	const text = "Flaw no.;Where;How far\nCVE-2026-1;A;halb\n"
	said := map[string]string{"1": "about", "where": "asset", "How far": "state"}
	list, err := Read(strings.NewReader(text), Options{Map: said, States: map[string]string{"Halb": "started"}})
	if err != nil || list.Rows[0].Stand != domain.StandStarted || list.Rows[0].Assets[0] != "A" || len(list.Warnings) != 0 {
		t.Fatalf("%+v %v", list, err)
	}
	known := []domain.ListMapping{{Header: list.Header, Map: said, States: map[string]string{"halb": "done"}}}
	if list, err = Read(strings.NewReader(text), Options{Known: known}); err != nil || list.Rows[0].Stand != domain.StandDone {
		t.Errorf("not remembered: %+v %v", list, err)
	}
	if list, err = Read(strings.NewReader(text), Options{Map: said}); err != nil || len(list.Warnings) != 1 || list.Warnings[0].Code != WarnStates {
		t.Errorf("a word that is not known is not named: %+v %v", list, err)
	}
	for code, o := range map[domain.Code]Options{
		CodeHeader: {}, table.CodeColumn: {Map: map[string]string{"x": "about"}}, table.CodeField: {Map: map[string]string{"1": "colour"}},
		CodeStand: {Map: said, States: map[string]string{"halb": "half"}}, table.CodeDateOrder: {Dates: "ymd"},
	} {
		_, err := Read(strings.NewReader(text), o)
		var own *domain.Error
		if !errors.As(err, &own) || own.Code != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
	for text, code := range map[string]domain.Code{"CVE,Host\n": CodeEmpty, "CVE,Expires\nCVE-2026-1,1/2/2027\n": table.CodeDates} {
		_, err := Read(strings.NewReader(text), Options{})
		var own *domain.Error
		if !errors.As(err, &own) || own.Code != code {
			t.Errorf("%q: %v, want %s", text, err, code)
		}
	}
}

// FuzzRead holds that any bytes give a list or an error with kind and code, the
// same both times, and that every row is read once or refused once with a reason.
func FuzzRead(f *testing.F) {
	for _, data := range samples(f) {
		f.Add(data)
	}
	for _, s := range []string{"CVE,End\nCVE-2026-1,1/2/2026", "\xff\xfeC\x00V\x00E\x00\r\x00x\x001\x00", "CVE\n\"a", "KB|State\n5046613|odd", "PK\x03\x04"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := Read(bytes.NewReader(data), Options{})
		again, errAgain := Read(bytes.NewReader(data), Options{})
		if !reflect.DeepEqual(list, again) || (err == nil) != (errAgain == nil) {
			t.Fatal("not the same twice")
		}
		if err != nil {
			var own *domain.Error
			if !errors.As(err, &own) || own.Kind == "" || own.Code == "" {
				t.Fatalf("%v", err)
			}
			return
		}
		lines := map[int]bool{}
		for _, row := range list.Rows {
			if lines[row.Line] || len(row.About) == 0 {
				t.Fatalf("line %d twice, or about nothing", row.Line)
			}
			lines[row.Line] = true
			for _, day := range []domain.Day{row.Planned, row.End, row.Review} {
				if _, err := domain.ParseDay(string(day)); day != "" && err != nil {
					t.Fatalf("line %d: %q is no day", row.Line, day)
				}
			}
		}
		for _, r := range list.Refused {
			if lines[r.Line] || r.Error == nil || r.Error.Code == "" {
				t.Fatalf("line %d is refused without a reason, or taken too", r.Line)
			}
		}
	})
}
