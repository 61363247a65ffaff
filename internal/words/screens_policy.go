package words

import (
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// PolicyGround says what the page of the policy is about.
func PolicyGround() string {
	return Text("Which table gives the due dates, and what counts where a fact is missing. A change computes every open date again, and the log keeps the old one.")
}

// PolicyLine says of a table what its title does not.
func PolicyLine(p *domain.PolicyView) string {
	whose := Text("the program's")
	if p.Own {
		whose = Text("your own")
	}
	use := PolicyUse(p)
	if use != "" {
		use = Text("used for {use}", "use", use)
	}
	return dotted(p.Name+" "+p.Version, several(len(p.Rows), "row", "rows"), whose, use)
}

// PolicyGroups says what a table for a group is.
func PolicyGroups() string {
	return Text("Assets of a group can have another table than the desk. An asset's group is the one its maintenance windows go by.")
}

// PolicyOfDesk names the choice of no table of its own.
func PolicyOfDesk() string { return Text("The desk's table") }

// PolicyTakeIn says how a table of one's own comes about.
func PolicyTakeIn() string {
	return Text("Export a table, change it, and take it in again under a name and a version of its own: JSON is the whole table, CSV its rows. A file with a gap, a row twice or a word nobody knows is refused with its place.")
}

// PolicyDropAsk says what taking a table away means.
func PolicyDropAsk(p *domain.PolicyView) string {
	if use := PolicyUse(p); use != "" {
		return Text("{name} {version} gives the dates of {use}. Choose another table there first.", "name", p.Name, "version", p.Version, "use", use)
	}
	return Text("Take {name} {version} away? It gives no date at present. Export it first if it may be needed again.", "name", p.Name, "version", p.Version)
}

// PolicySource says where a table comes from.
func PolicySource(t *domain.Table) string {
	if t.Source == "" {
		return Text("No source is named")
	}
	return Text("From {source}", "source", t.Source)
}

// PolicyHeads are the names of a table's columns without the versions behind
// them; note says the names as published, where they differ.
func PolicyHeads(t *domain.Table) (heads []string, note string) {
	published := t.Columns()
	for _, head := range published {
		if at := strings.LastIndex(head, " v"); at > 0 && strings.Trim(head[at+2:], "0123456789.") == "" {
			head = head[:at]
		}
		heads = append(heads, head)
	}
	if slices.Equal(heads, published) {
		return heads, ""
	}
	return heads, Text("Columns as published: {published}.", "published", strings.Join(published, "; "))
}

// PolicyMeans says the time of a row where its outcome does not.
func PolicyMeans(t *domain.Table, row int) string {
	if t.Said(row) == "" {
		return ""
	}
	return string(t.Tier(row))
}

// PolicyNamed reports whether some row's outcome is a word of its own.
func PolicyNamed(t *domain.Table) bool {
	return slices.ContainsFunc(t.Rows, func(row []string) bool { _, ok := t.Timelines[row[len(row)-1]]; return ok })
}
