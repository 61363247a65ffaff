package ui

import (
	"context"
	"strings"

	"fenceline/internal/domain"
)

// ReportPreview is a small report; to anybody outside it says that something is withheld.
func (f *fixture) ReportPreview(_ context.Context, audience string) (domain.ReportPreview, error) {
	p := domain.ReportPreview{
		Audience: audience, Operator: "Cedar Hollow Hospital", TLP: domain.TLPAmber,
		Header: []domain.ReportPair{{Name: "Period", Text: "up to Tuesday 24 November 2026"}, {Name: "Made by", Text: "J.M., IT lead"},
			{Name: "Policy", Text: "CISA BOD 26-04 remediation timelines, version 1.0.0 (bod-26-04); missing facts: 60 days, flat-60"}},
		Figures: []domain.ReportFigure{{Number: "20", Name: "Open", Note: "one fix on one asset each; 3 without a date"}, {Number: "2", Name: "Overdue", Note: "open past their day", Alarm: true},
			{Number: "3", Name: "Late on arrival", Note: "open, and past the policy's date before this desk first held them"}, {Number: "29", Name: "Cannot tell", Note: "components of which nobody can say yet whether they are affected", Unknown: true},
			{Number: "1", Name: "Exceptions", Note: "in force; 0 ran out"}},
		Tables: []domain.ReportTable{
			{Title: "Open by tier", Columns: []string{"Tier", "Open", "Overdue", "Assumed"}, Shares: []float64{.4, .2, .2, .2}, Rows: [][]string{{"3 days + forensic", "1", "1", "0"}, {"14 days", "5", "0", "1"}}},
			{Title: "Lines: one fix on one asset each", Columns: []string{"Task, fix, mitigation", "Asset, owner", "Due, detected"}, Shares: []float64{.5, .25, .25}, More: 240,
				Rows: [][]string{{"T-9\nUpdate tomcat-catalina to 10.1.52", "PORTAL-01\nJ. Miller", "25 Nov 2026\ndetected 22 Nov 2026"}, {"T-10\nUpdate " + strings.Repeat("long-name-", 12) + " to 4.17.23", "WS-NURSE-07\nno owner", "no date"}}},
			{Title: "Own decisions about flaws (VEX)", None: "No own decision about a flaw is in this report."},
		},
	}
	if audience != "inside" {
		p.Notices = []string{"3 entries are withheld, because their labels do not allow this audience to see them. They are in no figure of this report."}
	}
	return p, f.err
}
