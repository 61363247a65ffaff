package kev

import (
	"bytes"
	"io"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/csvdoc"
	"fenceline/internal/ingest/jsondoc"
)

// decodeCSV reads the catalogue as CSV. It is read whole before the first entry
// is emitted: how new it is, is only known at its end.
func decodeCSV(text []byte, noticed []domain.Warning, emit func(domain.Item) error) error {
	table, _, err := csvdoc.Open(op, bytes.NewBuffer(text), "cveID", "dateAdded")
	if err != nil {
		return err
	}
	c := csvCatalogue{table: table, seen: map[string]bool{}}
	c.warnings.Append(noticed)
	for err = table.Next(); err == nil; err = table.Next() {
		if err := c.row(); err != nil {
			return err
		}
	}
	if err != io.EOF {
		return err
	}
	for i := range c.signals {
		s := &c.signals[i]
		s.Published = c.newest
		if i == len(c.signals)-1 {
			s.Warnings = c.warnings.List()
		}
		if err := emit(*s); err != nil {
			return err
		}
	}
	return nil
}

// csvCatalogue is the state of one reading.
type csvCatalogue struct {
	table    *csvdoc.Table
	signals  []domain.Signal
	seen     map[string]bool
	newest   time.Time
	warnings jsondoc.Warnings
}

func (c *csvCatalogue) row() error {
	t := c.table
	cve, err := t.Need("cveID")
	if err != nil {
		return err
	}
	date, err := t.Need("dateAdded")
	if err != nil {
		return err
	}
	added, err := domain.ParseDay(date)
	if err != nil {
		return t.BadValue("dateAdded", date)
	}
	if c.seen[cve] {
		c.warnings.Add(WarnTwice, t.Place("cveID"), "cve", cve)
	}
	c.seen[cve] = true
	s := domain.Signal{Kind: domain.SignalKEV, Vulnerability: cve, Value: string(added), Source: Source,
		Name: t.Text("vulnerabilityName"), Action: t.Text("requiredAction"),
		Ransomware: t.Text("knownRansomwareCampaignUse"), Forensic: t.Text("forensicTriage")}
	if due := t.Field("dueDate"); due != "" {
		if s.Due, err = domain.ParseDay(due); err != nil {
			c.warnings.Add(WarnDue, t.Place("dueDate"), "value", due)
		}
	}
	if day := added.Start(time.UTC); day.After(c.newest) {
		c.newest = day
	}
	c.signals = append(c.signals, s)
	return nil
}
