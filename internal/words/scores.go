package words

import (
	"strconv"
	"time"

	"fenceline/internal/domain"
)

// EPSS says what a score means and of which day it is: "EPSS 0.91234 for
// CVE-2026-1 (2026-06-12): 91 % to be exploited within 30 days of that day". Empty
// where there is none.
func EPSS(s *domain.EPSS) string {
	if s == nil {
		return ""
	}
	share := strconv.FormatFloat(s.Score*100, 'f', 0, 64)
	if s.Score < 0.01 {
		share = Text("less than 1")
	}
	return say("epss", "score", strconv.FormatFloat(s.Score, 'f', -1, 64), "vulnerability", s.Vulnerability, "date", string(s.Date), "share", share)
}

// Mention says what threat intelligence says of a flaw: "CVE-2026-1 sighted, says
// STIX Maker CERT (2026-06-02): Title".
func Mention(m domain.Mention) string {
	date := ""
	if !m.Published.IsZero() {
		date = m.Published.Format(time.DateOnly)
	}
	return say("mention", "vulnerability", m.Vulnerability, "value", m.Value, "source", m.Source, "date", date, "title", m.Title)
}
