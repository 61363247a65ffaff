package csvdoc

import (
	"errors"
	"io"
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

func TestOpenAndNext(t *testing.T) {
	table, warnings, err := Open("decode test", strings.NewReader("\xEF\xBB\xBF# made: today\r\n\r\n#model:v1\n B ,a,more\r\n2,\"x, \"\"y\"\"\",\n\n 3 ,z,\"two\nlines\"\n"), "A", "b")
	if err != nil {
		t.Fatal(err)
	}
	if len(warnings) != 1 || warnings[0].Code != jsondoc.WarnBOM {
		t.Errorf("got warnings %v", warnings)
	}
	if got := strings.Join(table.Comments, "|"); got != "made: today|model:v1" {
		t.Errorf("got comments %q", got)
	}
	var rows []string
	for err = table.Next(); err == nil; err = table.Next() {
		rows = append(rows, table.Field("a")+";"+table.Field("B")+";"+table.Field("MORE")+";"+table.Field("other")+";"+table.Place("a"))
	}
	if err != io.EOF {
		t.Fatal(err)
	}
	want := "x, \"y\";2;;;line 5, a|z;3;two\nlines;;line 7, a"
	if got := strings.Join(rows, "|"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRefuses(t *testing.T) {
	tests := []struct {
		name, text, place string
		code              domain.Code
	}{
		{"nothing", " \n", "", jsondoc.CodeEmpty},
		{"comments alone", "# a\n# b\n", "", CodeColumn},
		{"column missing", "a,c\n1,2\n", "", CodeColumn},
		{"column twice", "a,b,A\n", "", CodeTwice},
		{"row too short", "a,b\n1,2\n3\n", "line 3", CodeFields},
		{"row too long", "#x\na,b\n1,2,3\n", "line 3", CodeFields},
		{"quote alone", "a,b\n1,2\n\"3\"4,5\n", "line 3", CodeSyntax},
		{"quote that never ends", "a,b\n1,\"2\n", "line 2", CodeSyntax},
		{"Latin-1", "a,b\nF\xE4hre,2\n", "", jsondoc.CodeEncoding},
		{"empty field", "a,b\n1,2\n ,2\n", "line 3, a", CodeEmpty},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			table, _, err := Open("decode test", strings.NewReader(test.text), "a", "b")
			for err == nil {
				if err = table.Next(); err == nil {
					_, err = table.Need("a")
				}
			}
			var own *domain.Error
			if !errors.As(err, &own) || own.Code != test.code || own.Place != test.place || own.Op != "decode test" {
				t.Errorf("got %#v, want %s at %q", err, test.code, test.place)
			}
		})
	}
}

func TestBadValueIsShort(t *testing.T) {
	table, _, err := Open("decode test", strings.NewReader("a\n1\n"), "a")
	if err == nil {
		err = table.Next()
	}
	if err != nil {
		t.Fatal(err)
	}
	var own *domain.Error
	if !errors.As(table.BadValue("a", strings.Repeat("ü", 100)), &own) || len(own.Params["value"]) > 90 || own.Params["line"] != "2" {
		t.Errorf("got %#v", own)
	}
}
