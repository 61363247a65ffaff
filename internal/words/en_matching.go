package words

// enMatching are the words for matches, their marks and the runs that find them.
var enMatching = Catalogue{
	"remedied_not_remediated": {Say: "not remediated"},
	"remedied_in_progress":    {Say: "remediation in progress"},
	"remedied_done":           {Say: "remediation done"},

	"match_none":       {Say: "Nothing loaded is matched with what was asked for."},
	"match_shown":      {Say: "{shown} of {n} shown."},
	"match_assets_one": {Say: "{n} asset: {parts}."}, "match_assets_many": {Say: "{n} assets: {parts}."},
	"match_components_one": {Say: "{n} component: {parts}."}, "match_components_many": {Say: "{n} components: {parts}."},
	"match_sboms_one": {Say: "{n} SBOM."}, "match_sboms_many": {Say: "{n} SBOMs."},
	"match_part":       {Say: "{n} {status}"},
	"match_weaker_one": {Say: "{n} match rests on a weaker identity than \"{confidence}\" and is left out; --confidence broadens."}, "match_weaker_many": {Say: "{n} matches rest on weaker identities than \"{confidence}\" and are left out; --confidence broadens."},
	"match_marked_one": {Say: "{n} match marked: {status}."}, "match_marked_many": {Say: "{n} matches marked: {status}."},

	"run_manual":    {Say: "a person"},
	"run_documents": {Say: "documents that came in"},
	"run_inventory": {Say: "new inventories"},
	"run_other":     {Say: "another change"},
	"match_run":     {Say: "Run {id}, triggered by {cause}: {assets} compared, {matches} brought up."},

	"document_inserted": {Say: "{advisory} {revision}: new here[, {versioning} versioning]"},
	"document_major":    {Say: "{advisory} {revision}: counts as a major change after {before}[, {versioning} versioning]"},
	"document_minor":    {Say: "{advisory} {revision}: a smaller change after {before}, compared and announced only where the remediation changed[; {versioning} versioning]"},
	"document_older":    {Say: "{advisory} {revision}: not newer than {before}"},

	"event_match.mark": {Say: "Remediation of {subject} marked: {after}[, before: {before}][ ({reason})]"},
	"event_match.run":  {Say: "Matched again: {subject}"},

	"no_such_match_run":      {"There is no run of the matching with the id {name}, or several begin so.", "See the runs: fenceline match runs."},
	"match_status_unknown":   {"{value} is no status of a match.", "Use not-remediated, in-progress or done."},
	"match_without_advisory": {"No advisory was named.", "Say which one: --advisory ID."},
	"match_mark_all":         {"Nothing says which matches are meant.", "Name assets, components, products or SBOMs, or add --all."},
	"nothing_matched":        {"Nothing that was named is matched with the advisory[: {subject}].", "See the matches: fenceline match list. Weaker ones: --confidence name-only."},
}
