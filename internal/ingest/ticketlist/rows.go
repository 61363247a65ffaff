package ticketlist

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/table"
)

// row reads one row into Rows or Refused.
func (l *List) row(in *table.Row) {
	row := Row{Line: in.Line}
	for i, cell := range in.Cells {
		if i >= len(l.Columns) {
			if cell != "" {
				l.refuse(in, RowCells, domain.Params{"cells": strconv.Itoa(len(in.Cells)), "columns": strconv.Itoa(len(l.Columns))})
				return
			}
			continue
		}
		if c := l.Columns[i]; c.Field != "" && !table.Empty(cell) && !l.put(&row, c.Field, cell) {
			l.refuse(in, RowValue, domain.Params{"column": c.Header, "value": table.Short(cell)})
			return
		}
	}
	if len(row.About) == 0 {
		l.refuse(in, RowAboutNothing, nil)
		return
	}
	if row.Reason == "" {
		row.Reason = row.Note
	}
	if row.Status != "" && row.Stand == "" {
		l.rows++
		if !slices.Contains(l.Unknown, row.Status) && len(l.Unknown) < 20 {
			l.Unknown = append(l.Unknown, row.Status)
		}
	}
	l.Rows = append(l.Rows, row)
}

func (l *List) refuse(in *table.Row, code domain.Code, params domain.Params) {
	name := ""
	for _, c := range in.Cells {
		if name == "" {
			name = c
		}
	}
	l.Refused = append(l.Refused, Refusal{Line: in.Line, Name: table.Short(name), Error: &domain.Error{Kind: domain.Invalid, Op: op, Code: code, Params: params}})
}

// put reads a cell as its field wants it; false where it cannot be read.
func (l *List) put(row *Row, field, cell string) bool {
	line := strings.Join(strings.Fields(cell), " ")
	switch field {
	case "about":
		row.about(ids(cell))
	case "summary":
		row.about(idsInText(cell))
	case "ticket":
		row.Ticket = table.Short(line)
	case "asset":
		for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == ';' || r == ',' || r == '\n' || r == '|' }) {
			if part = strings.TrimSpace(part); part != "" && !slices.Contains(row.Assets, part) {
				row.Assets = append(row.Assets, part)
			}
		}
	case "serial":
		row.Serial = line
	case "asset-tag":
		row.AssetTag = line
	case "ip":
		row.IP = line
	case "state":
		row.Status = line
		var ok bool
		if row.Stand, ok = l.states[table.Fold(cell)]; !ok {
			row.Stand = stands[table.Fold(cell)]
		}
	case "owner":
		row.Owner = line
	case "approver":
		row.Approver = line
	case "control":
		row.Control = cell
	case "reason":
		row.Reason = cell
	case "note":
		row.Note = cell
	default:
		return l.day(row, field, cell)
	}
	return true
}

func (l *List) day(row *Row, field, cell string) bool {
	d, ok := table.Day(cell, l.DateOrder)
	switch field {
	case "planned":
		row.Planned = d
	case "end":
		row.End = d
	case "review":
		row.Review = d
	}
	return ok
}

func (r *Row) about(names []string) {
	for _, name := range names {
		if !slices.Contains(r.About, name) {
			r.About = append(r.About, name)
		}
	}
}

// written are the ids that are told from other words wherever they stand: CVE,
// GitHub's, updates of Windows, and errata such as RHSA-2026:0042, ICSA-26-101-01.
var written = regexp.MustCompile(`(?i)\b(CVE-\d{4}-\d{4,19}|GHSA(-[0-9a-z]{4}){3}|KB\d{6,8}|[A-Z]{1,6}SA-\d{2,4}[-:]\d{1,6}(-\d{1,4})?)\b`)

// bare is an update of Windows without its letters.
var bare = regexp.MustCompile(`^\d{6,8}$`)

// idsInText are the ids that stand in a title or description.
func idsInText(text string) []string {
	var out []string
	for _, id := range written.FindAllString(text, -1) {
		out = append(out, canonical(id))
	}
	return out
}

// ids are those of a cell that holds nothing else: every word of it.
func ids(cell string) []string {
	var out []string
	for word := range strings.FieldsFuncSeq(cell, func(r rune) bool {
		return r == ';' || r == ',' || r == '|' || r == ' ' || r == '\t' || r == '\n' || r == '\u00a0'
	}) {
		if found := idsInText(word); len(found) > 0 {
			out = append(out, found...)
		} else if word = strings.Trim(word, ".:()[]\"'"); bare.MatchString(word) {
			out = append(out, "KB"+word)
		} else if strings.ContainsAny(word, "0123456789") {
			out = append(out, word)
		}
	}
	return out
}

// canonical writes the letters of ids as their makers do.
func canonical(id string) string {
	if strings.EqualFold(id[:min(5, len(id))], "GHSA-") {
		return "GHSA-" + strings.ToLower(id[5:])
	}
	return strings.ToUpper(id)
}
