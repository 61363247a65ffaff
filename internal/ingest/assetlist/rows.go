package assetlist

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/table"
)

// reading is one pass over the rows.
type reading struct {
	list         *List
	badMAC, none int
}

// read turns rows into facts. Columns without a field are named in a warning.
func (l *List) read(rows []table.Row) {
	r := reading{list: l}
	for i := range rows {
		r.row(&rows[i])
	}
	l.warn(WarnMAC, r.badMAC)
	l.warn(WarnIP, r.none)
	unread := table.Unread(l.Columns)
	if len(unread) > 0 {
		l.Warnings = append(l.Warnings, domain.Warning{Code: WarnUnread, Params: domain.Params{"columns": strings.Join(unread, ", "), "count": strconv.Itoa(len(unread))}})
	}
}

func (r *reading) row(in *table.Row) {
	l := r.list
	values := map[string][]string{}
	for i, cell := range in.Cells {
		if i >= len(l.Columns) {
			if cell != "" {
				l.refuse(in.Line, firstCell(in), RowCells, domain.Params{"cells": strconv.Itoa(len(in.Cells)), "columns": strconv.Itoa(len(l.Columns))})
				return
			}
			continue
		}
		c := l.Columns[i]
		if c.Field == "" || table.Empty(cell) {
			continue
		}
		got, ok := r.value(c.Field, cell)
		if !ok {
			l.refuse(in.Line, firstCell(in), RowValue, domain.Params{"column": c.Header, "value": table.Short(cell)})
			return
		}
		for _, v := range got {
			if v != "" && !slices.Contains(values[c.Field], v) {
				values[c.Field] = append(values[c.Field], v)
			}
		}
	}
	row := Row{Line: in.Line}
	for _, field := range naming {
		if row.Name == "" && len(values[field]) > 0 {
			row.Name = values[field][0]
		}
	}
	if row.Name == "" {
		l.refuse(in.Line, firstCell(in), RowNameless, nil)
		return
	}
	for _, f := range domain.AssetFields {
		if v := values[f.Name]; len(v) > 0 {
			row.Facts = append(row.Facts, Fact{f.Name, strings.Join(v, "; ")})
		}
	}
	l.Rows = append(l.Rows, row)
}

func firstCell(r *table.Row) string {
	for _, c := range r.Cells {
		if c != "" {
			return c
		}
	}
	return ""
}

// value reads a cell as its field wants it: one text, or several for a list.
func (r *reading) value(field, cell string) ([]string, bool) {
	f, _ := domain.AssetFieldNamed(field)
	switch {
	case field == "mac":
		macs := parts(cell, domain.FoldMAC)
		if len(macs) == 0 {
			r.badMAC++
		}
		return macs, true
	case field == "ip":
		ips := parts(cell, address)
		if len(ips) == 0 {
			r.none++
		}
		return ips, true
	case f.Sort == domain.FieldDay:
		if strings.HasPrefix(cell, "0000-00-00") || strings.HasPrefix(cell, "0001-01-01") {
			return nil, true
		}
		d, ok := table.Day(cell, r.list.DateOrder)
		return []string{string(d)}, ok
	case f.Sort == domain.FieldAnswer || f.Sort == domain.FieldLevel:
		var probe domain.Asset
		if answer, ok := answers[strings.ToLower(cell)]; ok && f.Sort == domain.FieldAnswer {
			cell = answer
		}
		err := f.Set(&probe, cell, "", probe.Created)
		return []string{f.Get(&probe)}, err == nil
	case f.Sort == domain.FieldList:
		var out []string
		for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == ';' || r == ',' || r == '\n' }) {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, part)
			}
		}
		return out, true
	case field == "notes":
		return []string{cell}, true
	}
	return []string{strings.Join(strings.Fields(cell), " ")}, true
}

// answers are further words for yes and no.
var answers = map[string]string{"1": "yes", "0": "no", "x": "yes"}

// parts reads the texts of a cell that holds several and drops those that are
// none.
func parts(cell string, read func(string) string) []string {
	var out []string
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == ';' || r == ',' || r == '\n' || r == '|' || r == ' ' || r == '/' }) {
		if got := read(part); got != "" && !slices.Contains(out, got) {
			out = append(out, got)
		}
	}
	if len(out) == 0 {
		if got := read(cell); got != "" {
			out = append(out, got)
		}
	}
	return out
}

func address(text string) string {
	addr, err := netip.ParseAddr(strings.TrimSpace(text))
	if err != nil || addr.IsLoopback() || addr.IsUnspecified() {
		return ""
	}
	return addr.Unmap().WithZone("").String()
}
