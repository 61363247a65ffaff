package words

// enDue are the words around a due date.
var enDue = Catalogue{
	"why":      {Say: "{kev}, {exposure}, {automatable}, {impact}: {tier}."},
	"why_none": {Say: "Nothing is open, so no date is due."},

	"kev_yes": {Say: "In KEV"}, "kev_no": {Say: "Not in KEV"}, "kev_": {Say: "KEV not known"},
	"exposure_yes": {Say: "public"}, "exposure_no": {Say: "not public"}, "exposure_": {Say: "exposure not known"},
	"automatable_yes": {Say: "automatable"}, "automatable_no": {Say: "not automatable"}, "automatable_": {Say: "automation not known"},
	"impact_total": {Say: "total impact"}, "impact_partial": {Say: "partial impact"}, "impact_": {Say: "impact not known"},

	"fact_kev": {Say: "In KEV"}, "fact_exposure": {Say: "Publicly exposed"}, "fact_automatable": {Say: "Automatable"}, "fact_impact": {Say: "Technical impact"},
	"fact_line":    {Say: "{fact}: {value}[, says {source}][, since {day}].[ {others}]"},
	"fact_missing": {Say: "not known"},
	"fact_filled":  {Say: "not known, taken as {filled} by the setting \"{setting}\""},
	"fact_strict":  {Say: "not known, taken as {filled}, because the strictest answer counts for what is in KEV"},
	"fact_person":  {Say: "a person of this desk"},
	"what_if":      {Say: "If {value}: {tier}[, {date}][ (row {row})]"},
	"what_if_same": {Say: "If {value}: no change[ (row {row})]"},

	"setting_flat-60":       {Say: "60 days where facts are missing"},
	"setting_table-reading": {Say: "read the table with likely values"},
	"setting_worst-case":    {Say: "assume the worst"},

	"start_received":  {Say: "The clock started on {day}, when the advisory reached this desk"},
	"start_detected":  {Say: "The clock started on {day}, when the software was first seen on the asset"},
	"start_tightened": {Say: "The clock started on {day}, when the facts became this strict"},
	"start_upgrade":   {Say: "The date is the planned upgrade of the asset; the finding has been held since {day}"},
	"start_policy":    {Say: "The clock started on {day}, the day CISA put the vulnerability into KEV"},
	"due_date":        {Say: "Due at the end of {day}"},
	"due_none":        {Say: "No date: it is fixed with the next upgrade. Enter the planned upgrade of the asset to get one"},
	"due_table":       {Say: "Decided by {policy} {version}, row {row}"},
	"due_setting":     {Say: "Decided by {policy} {version} and the setting \"{setting}\", because facts are missing"},
	"due_policy":      {Say: "By the directive's own clock it would be {day}"},
	"due_cisa":        {Say: "CISA's own KEV date: {day}"},
	"due_late":        {Say: "It was already past the directive's date when it reached this desk"},
	"due_forensic":    {Say: "A forensic investigation is suggested: it would be required if the missing facts turn out to be the strict ones"},

	"assumption":      {Say: "This date is assumed, because {facts} not known. An answer may move it."},
	"assumption_some": {Say: "This date is assumed: an answer to a missing fact may move it."},
	"missing_kev":     {Say: "whether it is in KEV"}, "missing_exposure": {Say: "public exposure"},
	"missing_automatable": {Say: "automation"}, "missing_impact": {Say: "technical impact"},
	"missing_facts_one": {Say: "{facts} is"}, "missing_facts_many": {Say: "{facts} are"},
}
