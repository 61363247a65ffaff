package words

import (
	"fenceline/internal/domain"
)

// Fetched sums up a fetch: what came, what was there, what is missing.
func Fetched(r *domain.FetchReceipt) string {
	t := &r.Totals
	line := several(t.Listed, "document", "documents") + ": " + Number(t.New) + " new, " + Number(t.Changed) + " changed, " + Number(t.Unchanged) + " as before, " + Number(t.Failed) + " failed"
	if t.Older > 0 {
		line += ", " + Number(t.Older) + " left out for their age"
	}
	line += "; " + several(t.Proofs, "hash or signature", "hashes and signatures")
	if t.Unproven > 0 {
		line += ", " + several(t.Unproven, "document", "documents") + " without any"
	}
	line += "."
	if t.Wrong > 0 {
		line += " " + several(t.Wrong, "document does not fit its hash", "documents do not fit their hash") + ": the import will set that aside."
	}
	return line
}

// FetchPartly reports whether a fetch is done, but not wholly.
func FetchPartly(r *domain.FetchReceipt) bool {
	for i := range r.Origins {
		if r.Origins[i].Error != nil {
			return true
		}
	}
	return r.Totals.Failed > 0 || r.Totals.Wrong > 0
}

// FetchReasons fills in the sentences of what could not be had.
func FetchReasons(r *domain.FetchReceipt) {
	for i := range r.Origins {
		if r.Origins[i].Error != nil {
			r.Origins[i].Reason = ErrorLine(r.Origins[i].Error)
		}
	}
	for i := range r.Files {
		if r.Files[i].Error != nil {
			r.Files[i].Reason = ErrorLine(r.Files[i].Error)
		}
	}
}

// FetchOrigin says of a provider who it is and how its documents were found.
func FetchOrigin(o *domain.FetchOrigin) string {
	name := o.Name
	if name == "" {
		name = o.URL
	}
	way := ""
	switch o.Way {
	case "rolie":
		way = "listed by ROLIE feeds"
	case "changes":
		way = "listed by changes.csv"
	case "index":
		way = "listed by index.txt, without dates"
	}
	return dotted(name, fetchRole(o.Role), several(o.Listed, "document", "documents"), way, several(o.Keys, "key", "keys"))
}

func fetchRole(role string) string {
	switch role {
	case "csaf_trusted_provider":
		return "trusted provider"
	case "csaf_provider":
		return "provider"
	case "csaf_publisher":
		return "publisher"
	}
	return ""
}
