package table

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

func cellsOf(t *testing.T, data string, o Options) [][]string {
	t.Helper()
	got, err := Read("test", []byte(data), o)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for _, r := range got.Rows {
		out = append(out, r.Cells)
	}
	return out
}

func TestText(t *testing.T) {
	want := [][]string{{"Näme", "b"}, {"1", "x, y"}}
	for name, text := range map[string]string{
		"UTF-8":             "Näme,b\n1,\"x, y\"\n",
		"byte-order mark":   "\xef\xbb\xbfNäme,b\r\n1,\"x, y\"",
		"Windows-1252":      "N\xe4me,b\n1,\"x, y\"\n",
		"CR alone":          "Näme,b\r1,\"x, y\"\r",
		"semicolon":         "Näme;b\n1;x, y\n",
		"tab":               "Näme\tb\n1\tx, y\n",
		"vertical bar":      "Näme|b\n1|x, y\n",
		"says its sign":     "sep=;\r\nNäme;b\r\n1;x, y\r\n",
		"blanks and blanks": " Näme , b \n\n , \n1,\"x, y\"\n",
		"UTF-16":            "\xff\xfeN\x00\xe4\x00m\x00e\x00,\x00b\x00\n\x001\x00,\x00\"\x00x\x00,\x00 \x00y\x00\"\x00",
	} {
		t.Run(name, func(t *testing.T) {
			if got := cellsOf(t, text, Options{}); !reflect.DeepEqual(got, want) {
				t.Errorf("%q", got)
			}
		})
	}
	if got := cellsOf(t, "a;b,c\n", Options{Separator: ","}); len(got[0]) != 2 || got[0][0] != "a;b" {
		t.Errorf("the separator that was given is not used: %q", got)
	}
	if got, _ := Read("test", []byte("a,b\n\n\"x\ny\",z\nw,v\n"), Options{}); len(got.Rows) != 3 || got.Rows[1].Line != 3 || got.Rows[2].Line != 5 {
		t.Errorf("lines: %+v", got.Rows)
	}
}

// pack makes a workbook of parts.
func pack(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	book = `<workbook><workbookPr date1904="1"/><sheets><sheet name="One" r:id="r1" xmlns:r="x"/></sheets></workbook>`
	rels = `<Relationships><Relationship Id="r1" Target="/xl/s.xml"/></Relationships>`
)

func workbookOf(t *testing.T, sheet string) []byte {
	return pack(t, map[string]string{"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": rels, "xl/s.xml": sheet,
		"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="&quot;day&quot; 0.0"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="200"/></cellXfs></styleSheet>`})
}

func TestWorkbook(t *testing.T) {
	sheet := `<worksheet><sheetData><row r="3"><c r="B3" s="1"><v>1.5</v></c><c r="D3" s="2"><v>40000.5</v></c><c><v>1E3</v></c></row><row><c t="str"><v>x</v></c></row></sheetData></worksheet>`
	got, err := Read("test", workbookOf(t, sheet), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Row{{3, []string{"", "1904-01-02", "", "40000.5", "1000"}}, {4, []string{"x"}}}
	if !reflect.DeepEqual(got.Rows, want) || got.Sheet != "One" {
		t.Errorf("%+v", got)
	}
	if _, err := Read("test", workbookOf(t, sheet), Options{Sheet: "one"}); err != nil {
		t.Errorf("the sheet is found by name: %v", err)
	}
}

func TestRefused(t *testing.T) {
	wide := "a" + strings.Repeat(",", maxColumns+1)
	for name, c := range map[string]struct {
		data string
		o    Options
		want domain.Code
	}{
		"empty":           {" \n", Options{}, "json_empty"},
		"no text":         {"a\x00\x01\x02b", Options{}, CodeNotText},
		"open quote":      {"a,b\n\"x,y\n", Options{}, CodeQuote},
		"stray quote":     {"a,b\nx\"y,z\n", Options{}, CodeQuote},
		"too wide":        {wide, Options{}, CodeWide},
		"no separator":    {"a,b", Options{Separator: "x"}, CodeSeparator},
		"old workbook":    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", Options{}, CodeOldExcel},
		"locked workbook": {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + string(utf16("EncryptedPackage")), Options{}, CodeProtected},
		"no zip":          {"PK\x03\x04nonsense", Options{}, CodeWorkbook},
		"no sheets":       {string(pack(t, map[string]string{"a": "b"})), Options{}, CodeWorkbook},
		"no such sheet":   {string(workbookOf(t, "<a/>")), Options{Sheet: "Two"}, CodeNoSheet},
		"cut off sheet":   {string(workbookOf(t, "<worksheet><row>")), Options{}, CodeWorkbook},
		"far column":      {string(workbookOf(t, `<worksheet><row><c r="XFD1"><v>1</v></c></row></worksheet>`)), Options{}, CodeWide},
		"inflated": {string(workbookOf(t, `<worksheet><row><c t="str"><v>`+strings.Repeat("x", maxUnpacked+1)+`</v></c></row></worksheet>`)),
			Options{}, "json_size"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Read("test", []byte(c.data), c.o)
			var own *domain.Error
			if !errors.As(err, &own) || own.Code != c.want {
				t.Errorf("%v, want %s (%d rows)", err, c.want, len(got.Rows))
			}
		})
	}
}

// FuzzRead holds that any bytes give a table in bounds, or an error with kind and
// code.
func FuzzRead(f *testing.F) {
	f.Add([]byte("a;b\n1;2\n"))
	f.Add([]byte("\xff\xfea\x00,\x00"))
	workbook, err := os.ReadFile("../assetlist/testdata/machines.xlsx")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(workbook)
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := Read("test", data, Options{})
		if err != nil {
			var own *domain.Error
			if !errors.As(err, &own) || own.Kind == "" || own.Code == "" {
				t.Fatal(err)
			}
			return
		}
		last := 0
		for _, r := range got.Rows {
			if len(r.Cells) > maxColumns || r.Line <= last || fmt.Sprint(r.Cells) == "[]" {
				t.Fatalf("%+v after line %d", r, last)
			}
			last = r.Line
		}
	})
}
