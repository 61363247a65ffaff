package assetlist

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/table"
)

func read(t *testing.T, text string, o Options) List {
	t.Helper()
	list, err := Read(strings.NewReader(text), o)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestDates(t *testing.T) {
	const header = "Name,EOL\n"
	cases := []struct {
		name, cells, said string
		want              []string // days; nil: the list is refused
		order             string
	}{
		{"ISO needs no order", "a,2026-11-27\nb,2026-11-27T10:00:00Z\nc,2026-11-27 10:00", "", []string{"2026-11-27", "2026-11-27", "2026-11-27"}, ""},
		{"months in words", "a,27 Nov 2026\nb,\"Nov 27, 2026\"\nc,27-Nov-26", "", []string{"2026-11-27", "2026-11-27", "2026-11-27"}, ""},
		{"full stops are day first", "a,1.2.2026", "", []string{"2026-02-01"}, ""},
		{"one day shows the order of all", "a,1/2/2026\nb,11/27/2026", "", []string{"2026-01-02", "2026-11-27"}, table.MonthFirst},
		{"the other way round", "a,1/2/2026\nb,27/11/2026 08:00", "", []string{"2026-02-01", "2026-11-27"}, table.DayFirst},
		{"hyphens and two figures", "a,11-27-26", "", []string{"2026-11-27"}, table.MonthFirst},
		{"ambiguous is asked", "a,1/2/2026\nb,3/4/2026", "", nil, ""},
		{"contradicting is asked", "a,27/11/2026\nb,11/27/2026", "", nil, ""},
		{"said, day first", "a,1/2/2026", table.DayFirst, []string{"2026-02-01"}, table.DayFirst},
		{"said, month first", "a,1/2/2026", table.MonthFirst, []string{"2026-01-02"}, table.MonthFirst},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			list, err := Read(strings.NewReader(header+c.cells), Options{Dates: c.said})
			if c.want == nil {
				var own *domain.Error
				if !errors.As(err, &own) || own.Code != table.CodeDates {
					t.Fatalf("not asked: %v %+v", err, list)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range list.Rows {
				got = append(got, list.Rows[i].Get("support-end"))
			}
			if !reflect.DeepEqual(got, c.want) || list.DateOrder != c.order {
				t.Errorf("days %v in order %q, want %v in order %q", got, list.DateOrder, c.want, c.order)
			}
		})
	}
}

func TestMapping(t *testing.T) {
	const text = "Machine;Bldg;Owner;X\nA;North;Jo;1\n"
	list := read(t, text, Options{Map: map[string]string{"bldg": "location", "3": "custodian", "X": "-"}})
	row := list.Rows[0]
	if row.Get("location") != "North" || row.Get("custodian") != "Jo" || row.Get("owner") != "" || len(list.Warnings) != 0 {
		t.Errorf("%+v %+v", row, list.Warnings)
	}
	known := []domain.ListMapping{{Header: list.Header, Map: map[string]string{"Bldg": "zone"}}}
	if row := read(t, text, Options{Known: known}).Rows[0]; row.Get("zone") != "North" {
		t.Errorf("the mapping was not remembered: %+v", row)
	}
	if row := read(t, text, Options{Known: known, Map: map[string]string{"Bldg": "role"}}).Rows[0]; row.Get("zone") != "" || row.Get("role") != "North" {
		t.Errorf("what is said now goes first: %+v", row)
	}
	for code, o := range map[domain.Code]Options{
		table.CodeColumn: {Map: map[string]string{"Nope": "role"}}, table.CodeField: {Map: map[string]string{"X": "nope"}},
		table.CodeFieldTwice: {Map: map[string]string{"X": "role", "Bldg": "role"}}, table.CodeDateOrder: {Dates: "ymd"},
		CodeHeader: {Map: map[string]string{"Machine": "-"}},
	} {
		_, err := Read(strings.NewReader(text), o)
		var own *domain.Error
		if !errors.As(err, &own) || own.Code != code {
			t.Errorf("%+v: %v, want %s", o, err, code)
		}
	}
}

func TestRowsAddUp(t *testing.T) {
	for name, data := range samples(t) {
		list, err := Read(bytes.NewReader(data), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if name == "generic.csv" && (len(list.Rows) != 1 || len(list.Refused) != 3) {
			t.Errorf("%d rows, %d refused: %+v", len(list.Rows), len(list.Refused), list.Refused)
		}
	}
	for text, code := range map[string]domain.Code{"Name,OS\n": CodeEmpty, "a,b\n1,2\n": CodeHeader} {
		_, err := Read(strings.NewReader(text), Options{})
		var own *domain.Error
		if !errors.As(err, &own) || own.Code != code {
			t.Errorf("%q: %v, want %s", text, err, code)
		}
	}
}

// FuzzRead holds that any bytes give a list or an error with kind and code, the
// same both times, and that every value of a row is one the asset takes.
func FuzzRead(f *testing.F) {
	for _, data := range samples(f) {
		f.Add(data)
	}
	for _, s := range []string{"Name,EOL\na,1/2/2026", "\xff\xfeN\x00", "Name\n\"a", "Serial|MAC\nx|00", "PK\x03\x04"} {
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
			a := domain.Asset{Name: row.Name}
			if lines[row.Line] || row.Name == "" {
				t.Fatalf("line %d twice or nameless", row.Line)
			}
			lines[row.Line] = true
			for _, fact := range row.Facts {
				field, ok := domain.AssetFieldNamed(fact.Field)
				if !ok || field.Set(&a, fact.Value, "", a.Created) != nil {
					t.Fatalf("line %d: the asset does not take %+v", row.Line, fact)
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
