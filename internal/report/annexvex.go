package report

import (
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// vexRow is a decision of the operator's own about one flaw in one product.
type vexRow struct {
	Number, Flaw, Product, Scope string
	Says, Reason, Decided, Until string
	Over                         bool
}

func (p printer) vex(all []domain.VEXView) []vexRow {
	out := make([]vexRow, len(all))
	for i := range all {
		v := &all[i]
		says := upper(words.VEXStatus(v.Status))
		if v.Justification != "" {
			says += ": " + words.Justification(v.Justification)
		}
		if v.Action != "" {
			says += ": " + v.Action
		}
		versions := words.Text("every version")
		if len(v.Product.Versions) > 0 {
			versions = strings.Join(v.Product.Versions, ", ")
		}
		out[i] = vexRow{Number: v.ID, Flaw: strings.Join(v.Vulnerabilities, ", "), Product: v.Product.Name + ", " + versions, Scope: upper(words.VEXScope(v)),
			Says: says, Reason: strings.Join(known(v.Reason, v.Impact), " "), Decided: v.By + ", " + words.Assurance(v.Assurance) + ", " + p.date(v.At),
			Until: upper(words.VEXStands(v, p.zone)), Over: !v.Ended.IsZero()}
	}
	return out
}
