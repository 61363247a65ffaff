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

	"why_no_software":  {Say: "Nothing is known of the software of this asset. Import an inventory: fenceline sbom import or fenceline inventory import."},
	"why_not_held":     {Say: "No component goes by any identity of {product}[; the nearest by name is {name}]."},
	"why_no_identity":  {Say: "The advisory gives {product} no identity that could be looked for."},
	"why_other_stream": {Say: "{name} belongs to {have}, and the advisory speaks of {want}."},
	"why_other_arch":   {Say: "{name} is built for {have}, and the advisory speaks of {want}."},
	"why_other_module": {Say: "{name} is from another stream of a module than the advisory speaks of, or only one of the two is from a module[ (the advisory: {want})]."},
	"why_clears_other": {Say: "What is said of {product} only clears versions, and it is not sure that {name} is one of them."},
	"why_withdrawn":    {Say: "The advisory was withdrawn."},
	"why_no_product":   {Say: "The advisory names no product: it informs, and nothing can be matched with it."},
	"why_no_flaw":      {Say: "The erratum mends bugs or brings something new; it names no flaw."},
	"why_unbound":      {Say: "What is said of {product} holds only inside a product that is not on this asset."},
	"why_met":          {Say: "{product} meets {component}[ ({version})]: {verdict}[, {flaws}]. {reason}"},
	"why_not":          {Say: "{product}: not met. {reason}"},
	"explain_what":     {"Nothing says what is to be explained.", "Give the id of a finding, or an asset and an advisory: --asset NAME --advisory ID."},

	"event_match.mark": {Say: "Remediation of {subject} marked: {after}[, before: {before}][ ({reason})]"},
	"event_match.run":  {Say: "Matched again: {subject}"},

	"why_denied":   {Say: "A person said that {name} is not {product}: fenceline identity list."},
	"explain_rule": {Say: "{person}[ at {operator}] said on {day} that {component} is what advisories call {key}[: {reason}]."},

	"event_identity.answer":    {Say: "{subject} answered for: {after}[, before: {before}][ ({reason})]"},
	"event_identity.forget":    {Say: "Answer taken back: {subject} was {before}"},
	"identity_key_missing":     {"A key is missing.", "See the keys: fenceline identity ask."},
	"no_such_identity_rule":    {"Nobody answered whether {name} is {product}.", "See the answers: fenceline identity list."},
	"identity_file_unreadable": {"{subject} cannot be read.", "Look whether the file is there and may be read."},
	"not_identity_rules":       {"{subject} holds no answers about identities.", "Take a file that was written by: fenceline identity export."},

	"no_such_match_run":      {"There is no run of the matching with the id {name}, or several begin so.", "See the runs: fenceline match runs."},
	"match_status_unknown":   {"{value} is no status of a match.", "Use not-remediated, in-progress or done."},
	"match_without_advisory": {"No advisory was named.", "Say which one: --advisory ID."},
	"match_mark_all":         {"Nothing says which matches are meant.", "Name assets, components, products or SBOMs, or add --all."},
	"nothing_matched":        {"Nothing that was named is matched with the advisory[: {subject}].", "See the matches: fenceline match list. Weaker ones: --confidence name-only."},
}
