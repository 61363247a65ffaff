package report

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"fenceline/internal/domain"
)

func opened(t *testing.T, d domain.ReportData) *excelize.File {
	t.Helper()
	book, err := excelize.OpenReader(strings.NewReader(written(t, XLSX, d)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	return book
}

// bookText is a workbook as text: each sheet with its rows, cells apart by tabs.
func bookText(t *testing.T, book *excelize.File) string {
	t.Helper()
	var out strings.Builder
	for _, name := range book.GetSheetList() {
		rows, err := book.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		out.WriteString("-- " + name + "\n")
		for _, row := range rows {
			out.WriteString(strings.ReplaceAll(strings.Join(row, "\t"), "\n", " | ") + "\n")
		}
	}
	return out.String()
}

func TestXLSXGoldens(t *testing.T) {
	for name, d := range map[string]domain.ReportData{
		"hospital.xlsx.txt": filtered(t, hospital(), Inside), "public.xlsx.txt": filtered(t, hospital(), Public), "empty.xlsx.txt": filtered(t, domain.ReportData{Made: made}, Inside),
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, bookText(t, opened(t, d))) })
	}
}

// TestXLSXCells: days and numbers are such for a spreadsheet, and no text is a formula.
func TestXLSXCells(t *testing.T) {
	d := hospital()
	d.Lines = d.Lines[:2]
	d.Lines[0].Asset, d.Lines[0].Fix = `=HYPERLINK("http://x.example","y")`, "+1\x01&<\ufffe"+strings.Repeat("z", 40000)
	d.Status.Desk.Operator = "A&P &R&B Trust"
	d = filtered(t, d, Inside)
	book := opened(t, d)
	head, err := book.GetRows("Lines")
	if err != nil {
		t.Fatal(err)
	}
	at := func(name string) string {
		for i, c := range head[0] {
			if c == name {
				cell, _ := excelize.CoordinatesToCellName(i+1, 2)
				return cell
			}
		}
		t.Fatalf("no column %q", name)
		return ""
	}
	for name, want := range map[string]excelize.CellType{"Due": excelize.CellTypeUnset, "CVSS": excelize.CellTypeUnset, "Asset": excelize.CellTypeInlineString} {
		got, err := book.GetCellType("Lines", at(name))
		if err != nil || got != want {
			t.Errorf("%s is of type %v, %v; want %v", name, got, err, want)
		}
	}
	if value, err := book.GetCellValue("Lines", at("Due")); err != nil || value != string(d.Lines[0].Due.Date) {
		t.Errorf("due reads %q, %v; want %s", value, err, d.Lines[0].Due.Date)
	}
	if formula, _ := book.GetCellFormula("Lines", at("Asset")); formula != "" {
		t.Errorf("text became the formula %q", formula)
	}
	if fix, _ := book.GetCellValue("Lines", at("Fix")); !strings.HasPrefix(fix, "+1&<z") || len([]rune(fix)) != cellMost || !strings.HasSuffix(fix, "…") {
		t.Errorf("fix has %d characters: %.12q", len([]rune(fix)), fix)
	}
	for _, name := range book.GetSheetList() {
		marks, err := book.GetHeaderFooter(name)
		if err != nil || marks.OddHeader != "&LA&&P &&R&&B Trust · patch report&R&B"+"TLP:AMBER" || !strings.Contains(marks.OddFooter, "TLP:AMBER") {
			t.Errorf("%s: head and foot %+v, %v", name, marks, err)
		}
	}
}
