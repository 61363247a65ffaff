package words

import (
	"fenceline/internal/domain"
)

// Fetched sums up a fetch: what came, what was there, what is missing.
func Fetched(r *domain.FetchReceipt) string {
	t := &r.Totals
	line := Text("{documents}: {new} new, {changed} changed, {unchanged} as before, {failed} failed", "documents", several(t.Listed, "document", "documents"), "new", Number(t.New), "changed", Number(t.Changed), "unchanged", Number(t.Unchanged), "failed", Number(t.Failed))
	if t.Older > 0 {
		line += Text(", {older} left out for their age", "older", Number(t.Older))
	}
	line += "; " + several(t.Proofs, "hash or signature", "hashes and signatures")
	if t.Unproven > 0 {
		line += Text(", {documents} without any", "documents", several(t.Unproven, "document", "documents"))
	}
	line += "."
	if t.Wrong > 0 {
		line += Text(" {documents}: the import will set that aside.", "documents", several(t.Wrong, "document does not fit its hash", "documents do not fit their hash"))
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
			r.Origins[i].Reason = errorWhole(r.Origins[i].Error)
		}
	}
	for i := range r.Files {
		if r.Files[i].Error != nil {
			r.Files[i].Reason = errorWhole(r.Files[i].Error)
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
		way = Text("listed by ROLIE feeds")
	case "changes":
		way = Text("listed by changes.csv")
	case "index":
		way = Text("listed by index.txt, without dates")
	}
	return dotted(name, fetchRole(o.Role), several(o.Listed, "document", "documents"), way, several(o.Keys, "key", "keys"))
}

func fetchRole(role string) string {
	switch role {
	case "csaf_trusted_provider":
		return Text("trusted provider")
	case "csaf_provider":
		return Text("provider")
	case "csaf_publisher":
		return Text("publisher")
	}
	return ""
}
