package ingest

import (
	"bytes"
	"path"
	"regexp"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/epss"
)

// tableFormat tells the format of a table of comma-separated values by the names
// of its columns, which may stand in any order below lines that start with "#".
func tableFormat(start []byte) domain.Format {
	for line := range bytes.Lines(start) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		has := map[string]bool{}
		for name := range strings.SplitSeq(strings.ToLower(string(line)), ",") {
			has[strings.Trim(name, "\" \t")] = true
		}
		switch {
		case has["cveid"] && (has["dateadded"] || has["vendorproject"]):
			return domain.FormatKEV
		case has["cve"] && has["epss"]:
			return domain.FormatEPSS
		}
		break
	}
	if bytes.HasPrefix(bytes.ToLower(start), []byte("#model_version")) {
		return domain.FormatEPSS // and cut short
	}
	return domain.FormatUnknown
}

// dayInName finds the day in names such as "epss_scores-2021-04-14.csv.gz".
var dayInName = regexp.MustCompile(`(?:^|[^0-9])(20[0-9]{2}-[0-9]{2}-[0-9]{2})(?:[^0-9]|$)`)

// scores reads a day of EPSS. The first files say nothing of their day, which is
// then taken from the file's name; without one they are refused.
func scores(doc Document, emit func(domain.Item) error) error {
	day, named := time.Time{}, false
	if m := dayInName.FindStringSubmatch(path.Base(doc.File[strings.LastIndexByte(doc.File, '!')+1:])); m != nil {
		if d, err := domain.ParseDay(m[1]); err == nil {
			day, named = d.Start(time.UTC), true
		}
	}
	return epss.Decode(bytes.NewBuffer(doc.Data), func(item domain.Item) error {
		s, ok := item.(domain.Signal)
		if ok && s.Published.IsZero() {
			if !named {
				return &domain.Error{Kind: domain.Invalid, Op: "decode epss", Code: CodeNoDay}
			}
			s.Published = day
			item = s
		}
		return emit(item)
	})
}
