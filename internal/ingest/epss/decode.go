package epss

import (
	"io"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/csvdoc"
	"fenceline/internal/ingest/jsondoc"
)

const op = "decode epss"

// Source names the scores in every signal.
const Source = "FIRST EPSS"

// CodeDate is the code of this reader, beside those of packages csvdoc and
// jsondoc: [value] of score_date is no date.
const CodeDate domain.Code = "epss_date"

// Columns of the table.
const (
	columnCVE        = "cve"
	columnScore      = "epss"
	columnPercentile = "percentile"
)

// Decode reads one day's scores and emits a [domain.Signal] of kind epss per row,
// in order. Value is the score, Published the score_date or the zero time where
// the file states none. On an error, a [*domain.Error], drop what was emitted.
func Decode(r io.Reader, emit func(domain.Item) error) error {
	table, noticed, err := csvdoc.Open(op, r, columnCVE, columnScore)
	if err != nil {
		return err
	}
	f := feed{table: table, emit: emit}
	if err := f.header(); err != nil {
		return err
	}
	for err = table.Next(); err == nil; err = table.Next() {
		if err := f.row(); err != nil {
			return err
		}
	}
	if err != io.EOF {
		return err
	}
	if f.held != nil {
		f.held.Warnings = noticed
	}
	return f.hold(nil)
}

// feed is the state of one reading. The last signal is held back until the end is
// known, so that it can carry the warnings about the whole.
type feed struct {
	table *csvdoc.Table
	emit  func(domain.Item) error
	model string
	date  time.Time
	held  *domain.Signal
}

// header reads the comment above the table: names and values with a colon
// between, joined by commas.
func (f *feed) header() error {
	for _, line := range f.table.Comments {
		for pair := range strings.SplitSeq(line, ",") {
			name, value, _ := strings.Cut(pair, ":")
			value = strings.TrimSpace(value)
			switch strings.ToLower(strings.TrimSpace(name)) {
			case "model_version":
				f.model = value
			case "score_date":
				date, ok := instant(value)
				if !ok {
					return &domain.Error{Kind: domain.Invalid, Op: op, Place: "line 1", Code: CodeDate, Params: domain.Params{"value": value}}
				}
				f.date = date
			}
		}
	}
	return nil
}

// instant reads a date-time with its zone as "Z", "+00:00" or "+0000".
func instant(s string) (time.Time, bool) {
	if t, err := time.Parse("2006-01-02T15:04:05-0700", s); err == nil {
		return t.UTC(), true
	}
	t, _, ok := jsondoc.Time(s)
	return t, ok
}

func (f *feed) row() error {
	cve, err := f.table.Need(columnCVE)
	if err != nil {
		return err
	}
	if strings.ContainsFunc(cve, func(r rune) bool { return r <= ' ' || r == ',' || r == 0x7f }) {
		return f.table.BadValue(columnCVE, cve)
	}
	score, err := f.table.Need(columnScore)
	if err != nil {
		return err
	}
	if !isShare(score) {
		return f.table.BadValue(columnScore, score)
	}
	percentile := f.table.Field(columnPercentile)
	if percentile != "" && !isShare(percentile) {
		return f.table.BadValue(columnPercentile, percentile)
	}
	return f.hold(&domain.Signal{Kind: domain.SignalEPSS, Vulnerability: cve, Value: score, Percentile: percentile,
		Source: Source, Published: f.date, Model: f.model})
}

// isShare reports a number from 0 to 1.
func isShare(s string) bool {
	n, err := strconv.ParseFloat(s, 64)
	return err == nil && n >= 0 && n <= 1
}

// hold emits the signal held so far and keeps this one.
func (f *feed) hold(s *domain.Signal) error {
	if f.held != nil {
		if err := f.emit(*f.held); err != nil {
			return err
		}
	}
	f.held = s
	return nil
}
